import { monitorEventLoopDelay } from 'node:perf_hooks'
import { serve } from '../src/lib/serve.ts'
import { answerParent, gauges } from './child.ts'
import { openHouse } from './house.ts'

// Our backend in a process of its own.
const house = await openHouse({
  folder: process.env.BENCH_FOLDER ?? '',
  address: JSON.parse(process.env.BENCH_DATABASE ?? '{}'),
  upstream: Number(process.env.BENCH_UPSTREAM),
  capacity: JSON.parse(process.env.BENCH_CAPACITY ?? '{}'),
})
const serving = await serve(house.app, 0, ['127.0.0.1'])

const resolution = 5
const delay = monitorEventLoopDelay({ resolution })

answerParent(
  serving.port,
  {
    ...gauges,
    running: () => house.chat.live.count(),
    watch: () => {
      delay.reset()
      delay.enable()
    },
    /** How late the event loop was, in milliseconds: the gauge also counts the wait between two of its looks. */
    watched: () => {
      delay.disable()
      const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution)
      return { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), max: late(delay.max) }
    },
  },
  async () => {
    await house.close()
    await serving.close()
  },
)
