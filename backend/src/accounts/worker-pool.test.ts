import { afterEach, expect, test } from 'vitest'
import { createWorkerPool, type WorkerPool } from './worker-pool.ts'

type Job = { word: string; flag: Int32Array<SharedArrayBuffer> }
const file = new URL('./testing/moody-worker.ts', import.meta.url)
const newFlag = () => new Int32Array(new SharedArrayBuffer(4))

let pool: WorkerPool<Job, string> | undefined
afterEach(() => pool?.close())

const open = (threads: number, queue: number) => {
  pool = createWorkerPool<Job, string>({ file, threads, queue, seconds: 5 })
  return (word: string, flag = newFlag()) => pool!.run({ word, flag })
}

test('every job gets its own answer', async () => {
  const run = open(2, 10)
  const words = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  expect(await Promise.all(words.map(word => run(word)))).toEqual(words)
})

test('who finds the queue full is refused and told when to come again, and the others are served', async () => {
  const run = open(1, 2)
  const flag = newFlag()
  const served = [run('wait', flag), run('b'), run('c')]
  await expect(run('d')).rejects.toMatchObject({ code: 'too_many_requests', retryAfter: 5 })
  Atomics.store(flag, 0, 1)
  Atomics.notify(flag, 0)
  expect(await Promise.all(served)).toEqual(['wait', 'b', 'c'])
  expect(await run('d')).toBe('d')
})

test('a job whose worker died is done by the next one', async () => {
  const run = open(1, 2)
  expect(await run('die once')).toBe('die once')
})

test('a job that kills every worker fails, and those behind it are served', async () => {
  const run = open(1, 2)
  const deadly = run('die')
  const next = run('b')
  await expect(deadly).rejects.toThrow('a worker thread died')
  expect(await next).toBe('b')
})

test('closing fails what is under way and what waits, and nothing comes after', async () => {
  const run = open(1, 2)
  const failing = [run('wait'), run('b')].map(job => expect(job).rejects.toThrow('worker'))
  await pool!.close()
  await Promise.all(failing)
  await expect(run('c')).rejects.toThrow('ended')
})
