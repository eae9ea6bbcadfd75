import { message } from '@atavus/widget/client/testing.ts'
import { expect, test } from 'vitest'
import { forgetSite } from './forget.ts'
import { newest, saidBefore } from './said.ts'
import { begin, conversation, found, sending, shared, texts, twoShelves } from './testing.ts'

const [before, now, after] = ['2026-07-01T00:00:00Z', '2026-07-02T00:00:00Z', '2026-07-03T00:00:00Z'] as const

test('of a long conversation the newest is kept, as whole messages', () => {
  const all = Array.from({ length: 30 }, (_, at) => message('visitor', `${at}`, { text: 'x'.repeat(9000) }))
  const kept = newest(all)
  expect(kept).toEqual(all.slice(-kept.length))
  expect(JSON.stringify(kept).length).toBeLessThanOrEqual(200_000)
  expect(kept.length).toBeGreaterThan(15)
  expect(newest([message('visitor', 'a', { text: 'x'.repeat(200_000) })])).toEqual([])
})

test('what is on its way is not said before, and what has come to its day is not said any more', () => {
  const ids = (running?: string) =>
    saidBefore(
      'c',
      [
        message('visitor', 'gone', { deletedAt: before }),
        message('visitor', 'today', { deletedAt: now }),
        message('visitor', 'a', { deletedAt: after }),
        message('assistant', 'b', { answers: 'a', deletedAt: '' }),
        message('visitor', 'q', { deletedAt: '' }),
        message('assistant', 'r', { answers: 'q', deletedAt: '' }),
      ],
      running,
      now,
    ).messages.map(({ id }) => id)
  expect(ids()).toEqual(['a', 'b', 'q', 'r'])
  expect(ids('q')).toEqual(['a', 'b'])
})

/** A server that is out of reach. */
const outOfReach = () => Promise.reject(new TypeError('Failed to fetch'))

test('opened again while the server is out of reach, what was said is there to be read, and not on the disk', async () => {
  const shelves = twoShelves()
  await begin(undefined, {}, shelves).talk.ask('Who?')
  const { talk } = begin(outOfReach, {}, shelves)
  await talk.begin()
  expect(texts(talk)).toEqual(['Who?', 'Yes.'])
  expect(talk.chat()).toMatchObject({ phase: 'ready', conversation })
  expect(shelves.disk.things.size).toBe(0)
})

test('once the server answers, its word stands for what was said before', async () => {
  const shelves = twoShelves()
  await begin(undefined, {}, shelves).talk.ask('Who?')
  const { talk } = begin(
    ({ path }) => (path.startsWith('/conversations') ? Response.json(found('a', 'Anna.', null)) : undefined),
    {},
    shelves,
  )
  await talk.begin()
  expect(texts(talk)).toEqual(['Who?', 'Anna.'])
})

test('a question on its way comes after what was said before, and once', async () => {
  const shelves = twoShelves()
  const first = begin(
    ({ body }) => (body.text === 'And?' ? new Promise<Response>(() => {}) : undefined),
    {},
    shelves,
  )
  await first.talk.ask('Who?')
  void first.talk.ask('And?')
  await expect.poll(() => first.calls.length).toBe(2)
  first.talk.close()
  const { talk } = begin(outOfReach, {}, shelves)
  await talk.begin()
  expect(texts(talk)).toEqual(['Who?', 'Yes.', 'And?'])
})

test('a conversation that is put aside, or deleted elsewhere, is not there to be read any more', async () => {
  const shelves = twoShelves()
  const { talk } = begin(undefined, {}, shelves)
  await talk.ask('Who?')
  talk.fresh()
  expect(JSON.stringify([...shelves.memory.things])).not.toContain('Who?')
  await talk.ask('And who?')
  await begin(undefined, {}, shelves).talk.begin()
  expect(JSON.stringify([...shelves.memory.things])).not.toContain('And who?')
})

test('after a site was forgotten, nothing of the conversation is kept before the server has shown it again', async () => {
  const { talk, shelves } = begin(({ path }) =>
    path.startsWith('/conversations') ? Response.json(found('a', 'Anna.', null)) : undefined,
  )
  await talk.send(sending)
  talk.forget(shared.origin)
  await forgetSite(shelves.memory, 'device', shared.origin)
  await talk.ask('And?')
  expect(shelves.memory.things.has('said:device:helper')).toBe(false)
  await talk.open(conversation)
  expect(JSON.stringify(shelves.memory.things.get('said:device:helper'))).toContain('Anna.')
})
