import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pseudonym } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { sweep } from '../retention/sweep.ts'
import { assistantOf } from '../testing/shop.ts'
import { codeOf, type House, openHouse, seen } from './testing/notes.ts'

let house: House

beforeAll(async () => {
  house = await openHouse()
})
beforeEach(() => house.reset())
afterAll(() => house.close())

test('twenty at once are one: it is done once, and the others hear so or are told to wait', async () => {
  house.answer = async nth => {
    await new Promise(resolve => setTimeout(resolve, 100))
    return Response.json({ nth }, { status: 201 })
  }
  const key = pseudonym()
  const answers = await Promise.all(Array.from({ length: 20 }, () => house.send(key, 'once')))

  expect(house.done).toEqual([{ text: 'once' }])
  const first = answers.filter(one => one.status === 201)
  expect(first.length).toBeGreaterThan(0)
  for (const one of answers.filter(one => one.status !== 201)) {
    expect(one.headers.get('retry-after')).toBe('2')
    expect(await codeOf(one)).toBe('idempotency_in_progress')
  }
  for (const one of first) expect(await one.json()).toEqual({ nth: 1 })
})

test('the answer comes again as it was, byte for byte, and says that it does', async () => {
  const key = pseudonym()
  const first = await house.send(key, 'again')
  const again = await house.send(key, 'again')

  expect(first.headers.get('idempotency-replayed')).toBeNull()
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(await seen(again)).toEqual(await seen(first))
  expect(house.done).toHaveLength(1)
})

test('an answer without a body comes again without one', async () => {
  house.answer = () => new Response(null, { status: 204 })
  const key = pseudonym()
  await house.send(key, 'gone')

  expect(await seen(await house.send(key, 'gone'))).toEqual({ status: 204, type: null, text: '' })
  expect(house.done).toHaveLength(1)
})

test('without a key each one is done', async () => {
  await house.send(undefined, 'twice')
  await house.send(undefined, 'twice')
  expect(house.done).toHaveLength(2)
})

test.each([
  ['another body', (key: string) => house.send(key, 'other')],
  ['another path', (key: string) => house.send(key, 'first', { path: '/notes/1' })],
  ['another query', (key: string) => house.send(key, 'first', { path: '/notes?a=1' })],
])('the same key with %s is refused', async (_, again) => {
  const key = pseudonym()
  await house.send(key, 'first')
  const answer = await again(key)

  expect(answer.status).toBe(422)
  expect(await codeOf(answer)).toBe('idempotency_key_reused')
  expect(house.done).toHaveLength(1)
})

test('a key is one caller’s in one workspace', async () => {
  const key = pseudonym()
  await house.send(key, 'mine')
  const theirs = [await house.send(key, 'mine', { 'x-caller': pseudonym() })]
  theirs.push(await house.send(key, 'mine', { 'x-workspace': house.other }))

  expect(await Promise.all(theirs.map(one => one.json()))).toEqual([
    { nth: 2, words: 'straße' },
    { nth: 3, words: 'straße' },
  ])
})

test('a refusal of the request is kept; one of the caller or of a limit, and a fault, are not', async () => {
  for (const [code, times] of [
    ['not_found', 1],
    ['too_many', 1],
    ['forbidden', 2],
    ['too_many_requests', 2],
    ['busy', 2],
    ['broken', 2],
  ] as const) {
    house.done = []
    house.answer = () => {
      throw new Refusal(code)
    }
    const key = pseudonym()
    const [first, again] = [await house.send(key, 'no'), await house.send(key, 'no')]
    expect(await seen(again)).toEqual(await seen(first))
    expect({ code, times: house.done.length }).toEqual({ code, times })
  }
})

test('a body that is refused is refused again without being looked at', async () => {
  const key = pseudonym()
  const ask = () =>
    house.request('/notes', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: '{"text":',
    })
  expect((await ask()).status).toBe(400)
  const again = await ask()

  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(await codeOf(again)).toBe('invalid_request')
})

test('a body that comes without its length reaches the handler whole', async () => {
  const key = pseudonym()
  const stream = () =>
    new ReadableStream({
      start(controller) {
        for (const part of ['{"text":', '"in parts"}']) controller.enqueue(new TextEncoder().encode(part))
        controller.close()
      },
    })
  const ask = () =>
    house.request('/notes', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: stream(),
      duplex: 'half',
    } as RequestInit)
  const first = await ask()

  expect(await seen(await ask())).toEqual(await seen(first))
  expect(house.done).toEqual([{ text: 'in parts' }])
})

test('after a day the key is free again, and the sweep has taken what was kept', async () => {
  const key = pseudonym()
  await house.send(key, 'first')
  house.later(24 * 3600 - 1)
  expect(await codeOf(await house.send(key, 'second'))).toBe('idempotency_key_reused')
  house.later(24 * 3600)
  expect((await house.send(key, 'second')).status).toBe(201)
  house.later(48 * 3600)
  await sweep(house.here.world)

  expect(await house.rows`select from idempotency`).toHaveLength(0)
})

test.each([
  ['an empty one', ''],
  ['one with a space', 'a b'],
  ['one of other letters', 'schlüssel'],
  ['one that is too long', 'x'.repeat(256)],
])('%s is no key', async (_, key) => {
  const answer = await house.send(key, 'x')
  expect(answer.status).toBe(400)
  expect(await codeOf(answer)).toBe('invalid_request')
  expect(house.done).toHaveLength(0)
})

test('nothing in the table can be read, and what is deleted takes its answers along and is not made anew', async () => {
  const { id } = await assistantOf(house.owner)
  const key = 'order-4711'
  house.answer = () => Response.json({ id, words: 'readable' }, { status: 201 })
  await house.send(key, 'readable')

  const kept = await house.rows`select * from idempotency where target = ${id}`
  expect(kept).toHaveLength(1)
  const bytes = Buffer.concat([kept[0]?.sealed_answer, kept[0]?.key_hash, kept[0]?.request_hash])
  for (const word of ['readable', 'order', house.caller]) expect(bytes.toString('latin1')).not.toContain(word)
  await house.rows`delete from assistants where id = ${id}`
  expect(await house.rows`select from idempotency where target = ${id}`).toHaveLength(0)
  expect(
    await house.rows`select from idempotency where sealed_answer = ${kept[0]?.sealed_answer}`,
  ).toHaveLength(0)
  const again = await house.send(key, 'readable')
  expect(again.headers.get('retry-after')).toBeNull()
  expect(await codeOf(again)).toBe('idempotency_in_progress')
  expect(house.done).toHaveLength(1)
})
