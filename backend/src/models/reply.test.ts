import { expect, test } from 'vitest'
import type { ModelEvent } from './model.ts'
import { type Reply, replyQueue } from './reply.ts'

function begin() {
  const calls: string[] = []
  const { reply, events } = replyQueue(
    () => calls.push('start'),
    () => calls.push('leave'),
  )
  const iterator = events[Symbol.asyncIterator]()
  return { calls, reply, next: () => iterator.next(), leave: () => iterator.return?.() }
}

async function rest({ next }: { next(): Promise<IteratorResult<ModelEvent, unknown>> }) {
  const events: ModelEvent[] = []
  for (let one = await next(); !one.done; one = await next()) events.push(one.value)
  return events
}

function say(reply: Reply, ...texts: string[]) {
  for (const text of texts) reply.text(text)
}

test('nothing starts before somebody asks', async () => {
  const queue = begin()
  expect(queue.calls).toEqual([])
  void queue.next()
  expect(queue.calls).toEqual(['start'])
})

test('a waiting reader gets each text at once; texts that wait come as one', async () => {
  const queue = begin()
  const first = queue.next()
  say(queue.reply, 'a', 'b', 'c')
  queue.reply.end('complete')
  expect(await first).toEqual({ done: false, value: { type: 'text', text: 'a' } })
  expect(await rest(queue)).toEqual([
    { type: 'text', text: 'bc' },
    { type: 'end', end: 'complete' },
  ])
})

test('a sign that comes in two halves is whole; a half alone and a NUL never come', async () => {
  const queue = begin()
  void queue.next()
  say(queue.reply, 'x', '\ud83d', '\ude42', '\ude42', '\0', 'a\ud83d', 'b\0', '\ud83d')
  queue.reply.end('complete')
  expect(await rest(queue)).toEqual([
    { type: 'text', text: '🙂\ufffda\ufffdb' },
    { type: 'end', end: 'complete' },
  ])
})

test('a failure comes after the text before it, once; a stop comes before it', async () => {
  for (const [now, texts] of [
    [false, ['b']],
    [true, []],
  ] as const) {
    const queue = begin()
    void queue.next()
    say(queue.reply, 'a', 'b')
    queue.reply.fail('broken', now)
    for (const text of texts) expect(await queue.next()).toMatchObject({ value: { text } })
    await expect(queue.next()).rejects.toBe('broken')
    expect(await queue.next()).toEqual({ done: true, value: undefined })
  }
})

test('after the end nothing more comes', async () => {
  const queue = begin()
  const first = queue.next()
  queue.reply.end('complete')
  say(queue.reply, 'late')
  queue.reply.end('truncated')
  queue.reply.fail('late')
  expect(await first).toEqual({ done: false, value: { type: 'end', end: 'complete' } })
  expect(await rest(queue)).toEqual([])
})

test('a reader who goes early is noticed, one who goes after the end is not', async () => {
  const early = begin()
  const first = early.next()
  await early.leave()
  expect(await first).toEqual({ done: true, value: undefined })
  expect(early.calls).toEqual(['start', 'leave'])
  const late = begin()
  void late.next()
  late.reply.end('complete')
  await late.leave()
  expect(late.calls).toEqual(['start'])
  // Whoever leaves at the last event, as a loop that returns there does, leaves a whole answer.
  expect([early.reply.ended, late.reply.ended]).toEqual([false, true])
})
