import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Chat } from '../chat/chat.ts'

/** Requests by route and status, counted since the start. Route templates only: no id, no address. */
const requests = new Map<string, number>()
const delay = monitorEventLoopDelay({ resolution: 20 })
delay.enable()

export function countRequest(method: string, route: string, status: number): void {
  const labels = `method="${method}",route="${route}",status="${status}"`
  requests.set(labels, (requests.get(labels) ?? 0) + 1)
}

/** The process's figures in Prometheus' text format (0.0.4). */
export function metricsText(chat: Chat): string {
  const lines = [
    '# TYPE atavus_http_requests_total counter',
    ...[...requests].map(([labels, count]) => `atavus_http_requests_total{${labels}} ${count}`),
    '# TYPE atavus_answers_running gauge',
    `atavus_answers_running ${chat.live.count()}`,
    '# TYPE atavus_event_loop_delay_p99_seconds gauge',
    `atavus_event_loop_delay_p99_seconds ${(delay.percentile(99) / 1e9).toFixed(6)}`,
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    '# TYPE process_cpu_seconds_total counter',
    `process_cpu_seconds_total ${((process.cpuUsage().user + process.cpuUsage().system) / 1e6).toFixed(3)}`,
  ]
  return `${lines.join('\n')}\n`
}
