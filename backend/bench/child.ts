import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'

type Handlers = Record<string, (argument: never) => unknown>

/** A process of the bench's own: its CPU and memory are nobody else's. */
export interface Child {
  process: ChildProcess
  /** The port that it listens on, 0 when it listens on none. */
  port: number
  ask<T>(name: string, argument?: unknown): Promise<T>
  stop(): Promise<void>
}

interface Options {
  folder: string
  environment?: Record<string, string>
  /** Flags of Node. */
  flags?: string[]
}

/** Starts a file of this folder and waits until it is ready. What it logs goes into a file of `folder`. */
export async function start(name: string, { folder, environment = {}, flags = [] }: Options): Promise<Child> {
  const file = new URL(`./${name}.ts`, import.meta.url)
  const log = openSync(join(folder, `${name}.log`), 'a')
  const child = fork(file, [], {
    env: { ...process.env, ...environment, BENCH_FOLDER: folder },
    execArgv: ['--disable-warning=ExperimentalWarning', ...flags],
    stdio: ['ignore', log, log, 'ipc'],
    serialization: 'advanced',
  })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let asked = 0
  const ready = Promise.withResolvers<number>()
  child.on('message', ({ id, port, answer, failed }: Told) => {
    if (port !== undefined) ready.resolve(port)
    else if (failed !== undefined) waiting.get(id)?.reject(new Error(`${name}: ${failed}`))
    else waiting.get(id)?.resolve(answer)
    waiting.delete(id)
  })
  ready.promise.catch(() => {})
  child.once('exit', code => {
    const error = new Error(`${name} ended (exit code ${code}); ${join(folder, `${name}.log`)} says why`)
    ready.reject(error)
    for (const one of waiting.values()) one.reject(error)
  })
  return {
    process: child,
    port: await ready.promise,
    ask: <T>(what: string, argument?: unknown) => {
      const answer = Promise.withResolvers<unknown>()
      waiting.set(++asked, answer)
      child.send({ id: asked, name: what, argument })
      return answer.promise as Promise<T>
    },
    stop: async () => {
      if (child.exitCode !== null) return
      child.disconnect()
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await once(child, 'exit')
      clearTimeout(late)
    },
  }
}

interface Told {
  id: number
  port?: number
  answer?: unknown
  failed?: string
}

/** The other side: answers what the parent asks, and ends when it is gone. */
export function answerParent(port: number, handlers: Handlers, ending: () => unknown = () => {}): void {
  process.on('message', async ({ id, name, argument }: { id: number; name: string; argument: never }) => {
    try {
      process.send?.({ id, answer: await handlers[name]?.(argument) })
    } catch (error) {
      process.send?.({ id, failed: String((error as Error).stack) })
    }
  })
  process.on('disconnect', async () => {
    await ending()
    process.exit(0)
  })
  process.send?.({ port })
}

/** What every server can be asked: how much it used, in microseconds of CPU and bytes of memory. */
export const gauges: Handlers = {
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return user + system
  },
  memory: () => process.memoryUsage.rss(),
  collect: async () => {
    for (let i = 0; i < 3; i++) {
      globalThis.gc?.()
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  },
}
