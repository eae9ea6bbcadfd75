import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { testWorld } from '../testing/world.ts'
import { GiveUp, Later, type Taken } from './job.ts'
import { takeJobs } from './queries.ts'
import { lease, moment, openLine } from './testing/line.ts'
import { doJob } from './work.ts'

let line: Awaited<ReturnType<typeof openLine>>

beforeEach(async () => {
  line = await openLine()
})
afterEach(() => line.close())

test('jobs are done when their moment has come, the longest due first, and are gone then', async () => {
  await line.queue('third', { at: moment(-1) })
  await line.queue('first', { at: moment(-3) })
  await line.queue('second', { at: moment(-2) })
  await line.queue('later', { at: moment(1) })
  const { idle, names } = line.worker()

  await idle()
  expect(names()).toEqual(['first', 'second', 'third'])
  line.after(0.999)
  await idle()
  expect(names()).toHaveLength(3)
  line.after(1)
  await idle()
  expect(names().at(-1)).toBe('later')
  expect(await line.waiting()).toEqual([])
})

test('no more than six are done at once, and all of them are', async () => {
  for (let i = 0; i < 15; i++) await line.queue(`${i}`)
  let running = 0
  let most = 0
  const { idle, tried } = line.worker(async () => {
    most = Math.max(most, ++running)
    await new Promise(resolve => setTimeout(resolve, 5))
    running--
  })

  await idle()
  expect(new Set(tried.map(({ name }) => name)).size).toBe(15)
  expect(most).toBe(6)
})

test('a job that fails waits longer each time, and is given up after twelve tries', async () => {
  const { idle, tried } = line.worker(() => Promise.reject(new Error('the words of a person')))
  await line.queue('doomed')
  const waits: number[] = []
  let clock = 0
  for (;;) {
    await idle()
    const [row] = await line.waiting()
    if (!row) break
    waits.push(row.wait)
    clock += row.wait
    line.after(clock - 1)
    await idle()
    expect(tried).toHaveLength(waits.length)
    line.after(clock)
  }

  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10240])
  expect(tried.map(({ attempts }) => attempts)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(line.here.faults).toMatchObject([{ name: 'JobGivenUp', code: 'test' }])
  expect(line.here.lines.filter(text => text.includes('job_failed'))).toHaveLength(12)
  expect(line.here.lines.join()).not.toContain('words of a person')
})

test('tries that fail together come again apart, and never more than half as late again', async () => {
  await line.close()
  line = await openLine({ random: () => 0.999 })
  const { idle } = line.worker(() => Promise.reject(new Error('no')))
  await line.queue('jittered')
  await idle()

  expect(await line.waiting()).toMatchObject([{ wait: 15 }])
})

test('a handler may say when to come back, however often, and when to give up', async () => {
  const { idle, tried } = line.worker(async ({ name, attempts }) => {
    if (name === 'hopeless') throw new GiveUp()
    if (attempts < 20) throw new Later(7)
  })
  await line.queue('patient')
  await line.queue('hopeless')
  for (let i = 0; i <= 20; i++) {
    line.after(i * 7)
    await idle()
  }

  expect(tried.filter(({ name }) => name === 'patient')).toHaveLength(21)
  expect(tried.filter(({ name }) => name === 'hopeless')).toHaveLength(1)
  expect(await line.waiting()).toEqual([])
  expect(line.here.faults).toEqual([])
})

test('a job whose worker died is done by another once its lease is over, and counts as tried', async () => {
  await line.queue('orphan')
  const [taken] = await line.here.world.db.keeper(keeper => takeJobs(keeper, lease))
  expect(taken).toMatchObject({ subject: { name: 'orphan' }, try: 1 })
  const { idle, tried } = line.worker()

  line.after(119.999)
  await idle()
  expect(tried).toEqual([])
  line.after(120)
  await idle()
  expect(tried).toMatchObject([{ name: 'orphan', attempts: 1 }])
  expect(await line.waiting()).toEqual([])
})

test('a job that kills whoever takes it is given up', async () => {
  await line.queue('deadly')
  await line.rows`update jobs set attempts = 11, failures = 11, leased_until = run_at`
  const { idle, tried } = line.worker()
  await idle()

  expect(tried).toEqual([])
  expect(await line.waiting()).toEqual([])
  expect(line.here.faults).toMatchObject([{ code: 'test' }])
})

test('who comes back after its lease was taken over ends nothing', async () => {
  const held = Promise.withResolvers<void>()
  const slow = line.worker(() => held.promise)
  await line.queue('contested')
  await vi.waitFor(() => expect(slow.tried).toHaveLength(1), 10_000)
  line.after(120)
  const [again] = await line.here.world.db.keeper(keeper => takeJobs(keeper, lease))
  expect(again).toMatchObject({ try: 2 })
  held.resolve()
  await slow.close()

  expect(await line.waiting()).toMatchObject([{ name: 'contested', attempts: 2, leased: true }])
})

test('two processes on one database do each job once', async () => {
  const there = await testWorld({ beside: line.here })
  for (let i = 0; i < 40; i++) await line.queue(`${i}`)
  const both = [line.worker(), line.worker(undefined, there)]
  await Promise.all(both.map(({ idle }) => idle()))
  await Promise.all(both.map(({ close }) => close()))

  const names = both.flatMap(({ names }) => names())
  expect(names).toHaveLength(40)
  expect(new Set(names).size).toBe(40)
  expect(await line.waiting()).toEqual([])
  await there.close()
})

test('work that does not listen when its time is up is not waited for, and counts as failed', async () => {
  await line.queue('endless')
  const [row] = await line.here.world.db.keeper(keeper => takeJobs(keeper, lease))
  const up = new AbortController()
  let told: AbortSignal | undefined
  const handlers = {
    test: (_: unknown, __: unknown, { signal }: Taken) => {
      told = signal
      up.abort()
      return new Promise<void>(() => {})
    },
  }
  await doJob(line.here.world, handlers, row!, up.signal)

  expect(told?.aborted).toBe(true)
  expect(await line.waiting()).toMatchObject([{ name: 'endless', attempts: 1, wait: 10, leased: false }])
})

test('a worker that closes ends what it has begun and takes no more', async () => {
  const held = Promise.withResolvers<void>()
  const { close, tried } = line.worker(() => held.promise)
  for (let i = 0; i < 8; i++) await line.queue(`${i}`)
  await vi.waitFor(() => expect(tried).toHaveLength(6), 10_000)
  const closing = close()
  held.resolve()
  await closing

  expect(tried).toHaveLength(6)
  expect((await line.waiting()).map(({ leased }) => leased)).toEqual([false, false])
})
