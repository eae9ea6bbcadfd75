import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pseudonym } from '../lib/ids.ts'
import { codeOf, type House, openHouse, seen } from './testing/notes.ts'

let house: House

beforeAll(async () => {
  house = await openHouse()
})
beforeEach(() => house.reset())
afterAll(() => house.close())

test('what a dead process was at is not done again, and the caller is not told to wait for it', async () => {
  const key = pseudonym()
  let revive = () => {}
  house.answer = () =>
    new Promise<Response>(resolve => {
      revive = () => resolve(Response.json({ late: true }, { status: 201 }))
    })
  const dying = house.send(key, 'crash')
  await expect.poll(() => house.done.length).toBe(1)
  expect((await house.send(key, 'crash')).headers.get('retry-after')).toBe('2')
  for (const seconds of [61, 24 * 3600 - 1]) {
    house.later(seconds)
    const unknown = await house.send(key, 'crash')
    expect(unknown.headers.get('retry-after')).toBeNull()
    expect(await codeOf(unknown)).toBe('idempotency_in_progress')
    expect(await codeOf(await house.send(key, 'something else'))).toBe('idempotency_key_reused')
  }
  expect(house.done).toHaveLength(1)
  // Whoever was only thought dead answers after all.
  revive()
  await dying
  expect(await (await house.send(key, 'crash')).json()).toEqual({ late: true })
})

test('whoever comes back a day late does not take the name’s answer from who has it now', async () => {
  const key = pseudonym()
  let revive = () => {}
  house.answer = () =>
    new Promise<Response>(resolve => {
      revive = () => resolve(Response.json({ late: true }, { status: 201 }))
    })
  const dying = house.send(key, 'crash')
  await expect.poll(() => house.done.length).toBe(1)
  house.answer = nth => Response.json({ nth }, { status: 201 })
  house.later(24 * 3600)
  await house.send(key, 'crash')
  revive()
  await dying
  expect(await (await house.send(key, 'crash')).json()).toEqual({ nth: 2 })
})

/** While the database does not take answers. */
async function withoutKeeping<T>(during: () => Promise<T>): Promise<T> {
  await house.rows`revoke update on idempotency from atavus_app`
  return during().finally(() => house.rows`grant update on idempotency to atavus_app`)
}

test('an answer that cannot be kept just now is kept a moment later', async () => {
  const key = pseudonym()
  const sending = await withoutKeeping(async () => {
    const begun = { answer: house.send(key, 'once') }
    await expect.poll(() => house.done.length).toBe(1)
    await new Promise(resolve => setTimeout(resolve, 50))
    return begun
  })
  const first = await seen(await sending.answer)
  const again = await house.send(key, 'once')

  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(await seen(again)).toEqual(first)
  expect(house.here.faults).toEqual([])
})

test('what was done and whose answer was lost is not done again', async () => {
  const key = pseudonym()
  const first = await withoutKeeping(async () => house.send(key, 'once'))
  house.later(61)
  const again = await house.send(key, 'once')

  expect(first.status).toBe(201)
  expect(await codeOf(again)).toBe('idempotency_in_progress')
  expect(house.done).toHaveLength(1)
  expect(house.here.faults.splice(0)).toMatchObject([{ code: '42501' }])
})

test('a connection that broke, maybe after the database had done it, does not free the name', async () => {
  const key = pseudonym()
  house.answer = () => {
    throw Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' })
  }
  const first = await house.send(key, 'once')
  house.later(61)
  const again = await house.send(key, 'once')

  expect(first.status).toBe(500)
  expect(await codeOf(again)).toBe('idempotency_in_progress')
  expect(house.done).toHaveLength(1)
})
