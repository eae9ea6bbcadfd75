import { afterAll, beforeAll, expect, test } from 'vitest'
import { remote } from '../models/testing.ts'
import { lookInto } from '../testing/database.ts'
import {
  assistantOf,
  type Heard,
  hear,
  type Owner,
  signUp,
  textOf,
  type Visitor,
  visit,
} from '../testing/shop.ts'
import { paced } from '../testing/upstream.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { words } from './testing/killed.ts'
import { codeOf, conversationOf, isLast, listen, talk, unlimited, until, whole } from './testing/talk.ts'

let here: TestWorld
let there: TestWorld
let bases: { here: string; there: string }
let owner: Owner
let rows: ReturnType<typeof lookInto>

beforeAll(async () => {
  here = await testWorld({ limits: unlimited })
  there = await testWorld({ limits: unlimited, beside: here })
  bases = { here: await here.serve(), there: await there.serve() }
  owner = await signUp(here)
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await there.close()
  await here.close()
})

/** A visitor whose answer comes in many words and then does not end by itself. */
async function endless() {
  const steps = [
    ...paced(
      words(20).map(text => ({ text })),
      5,
    ),
    { stall: true as const },
  ]
  const { upstream, model } = await remote(
    'ollama',
    { steps },
    { limits: { idleMs: 60_000, totalMs: 60_000 } },
  )
  here.world.models.ollama = model
  const { id, key } = await assistantOf(owner, { model: 'ollama' })
  const visitor = await visit(here, key)
  return { upstream, visitor, assistant: id, key, ...talk(bases.here, visitor, 'Count.') }
}

const settled = async (assistant: string) =>
  (
    await rows`select tokens_reserved::int as reserved, tokens_spent > 0 as spent from budgets where assistant_id = ${assistant}`
  )[0]

const stopped = { type: 'stopped' }
const withdrawn = { type: 'error', code: 'withdrawn' }
const places = ['here', 'there'] as const

const withdraw = (base: string, visitor: Visitor, erase = false) =>
  fetch(`${base}/v1/chat/consents/withdraw`, {
    method: 'POST',
    headers: visitor.headers,
    body: JSON.stringify({ delete: erase }),
  })

test.each(places)('an answer that is stopped %s ends as stopped, and the model is let go of', async place => {
  const { send, follow, stop, upstream, assistant } = await endless()
  const { heard, shown } = await listen(send())
  await shown
  expect(await stop(bases[place])).toBe(204)

  const all = await heard
  expect(all.at(-1)?.event).toEqual(stopped)
  expect(all.filter(isLast)).toHaveLength(1)
  expect(await upstream.requests[0]?.ended).toBe('broken')
  expect(await whole(follow())).toEqual(all)
  expect(textOf(all)).toBe(words(20).join('').slice(0, textOf(all).length))
  expect(await settled(assistant)).toEqual({ reserved: 0, spent: true })
  // There is nothing left to stop.
  expect(await stop(bases[place])).toBe(204)
  expect(await whole(follow())).toEqual(all)
})

test.each(places)('a withdrawal %s ends the running answer, and nothing of it comes after', async place => {
  const { send, follow, upstream, visitor, assistant } = await endless()
  const { heard, shown } = await listen(send())
  await shown
  const answer = await withdraw(bases[place], visitor)

  expect(answer.status).toBe(200)
  expect(
    await rows`select from replies where assistant_id = ${assistant} and state = 'running'`,
  ).toHaveLength(0)
  const all = await heard
  expect(all.at(-1)?.event).toEqual(withdrawn)
  expect(all.filter(isLast)).toHaveLength(1)
  expect(await upstream.requests[0]?.ended).toBe('broken')
  // The token is valid still, and no door but one's own rights opens to it.
  expect(await codeOf(await talk(bases.here, visitor, 'More?').send())).toBe('consent_required')
  expect(await codeOf(await send())).toBe('consent_required')
  expect(await codeOf(await follow())).toBe('consent_required')
  const exported = await here.app.request('/v1/chat/export', { headers: visitor.headers })
  expect(JSON.stringify(await exported.json())).toContain(textOf(all))
  expect(await settled(assistant)).toEqual({ reserved: 0, spent: true })
})

test.each(places)('a withdrawal %s with deletion leaves no row of a running answer', async place => {
  const { send, upstream, visitor, assistant } = await endless()
  const { heard, shown } = await listen(send())
  await shown
  const answer = await withdraw(bases[place], visitor, true)

  expect((await answer.json()).deleted).toMatchObject({ conversations: 1, messages: 2 })
  const all = await heard
  expect(all.at(-1)?.event).toEqual(withdrawn)
  expect(await upstream.requests[0]?.ended).toBe('broken')
  await until(() => here.chat.live.count() === 0)
  const conversation = conversationOf(all)
  expect(await rows`select from conversations where id = ${conversation}`).toHaveLength(0)
  expect(await rows`select from messages where conversation_id = ${conversation}`).toHaveLength(0)
  expect(await rows`select from replies where conversation_id = ${conversation}`).toHaveLength(0)
  expect(await rows`select from reply_batches`).toHaveLength(0)
  expect(await settled(assistant)).toEqual({ reserved: 0, spent: true })
})

test.each(places)('an erasure %s cuts the running answer and settles what it had reserved', async place => {
  const { send, follow, upstream, visitor, assistant } = await endless()
  const { heard, shown } = await listen(send())
  await shown
  const erased = await fetch(`${bases[place]}/v1/chat/conversations`, {
    method: 'DELETE',
    headers: visitor.headers,
  })

  expect(erased.status).toBe(200)
  expect((await heard).at(-1)?.event).toEqual(withdrawn)
  expect(await upstream.requests[0]?.ended).toBe('broken')
  expect((await follow()).status).toBe(404)
  expect(await settled(assistant)).toEqual({ reserved: 0, spent: true })
})

test('an answer is followed live in another process, from the beginning and from the middle', async () => {
  const { send, follow, stop } = await endless()
  const first = await listen(send())
  await first.shown
  const second = await listen(follow(undefined, bases.there))
  await second.shown
  const middle = (await hear(await follow(), heard => heard.length >= 3)).at(2)?.id
  const third = hear(await follow(middle, bases.there))
  await until(async () => textOf(await hear(await follow(), all)) === words(20).join(''))
  await stop()

  const heard = await first.heard
  expect(textOf(heard)).toBe(words(20).join(''))
  expect(await second.heard).toEqual(heard)
  expect(await third).toEqual(heard.slice(3))
})

/** Everything that is there by now of an answer that goes on. */
const all = (heard: Heard[]) => textOf(heard) === words(20).join('')

test('an answer that is erased while it is followed elsewhere ends there too', async () => {
  const { send, follow, visitor } = await endless()
  const first = await listen(send())
  await first.shown
  const second = await listen(follow(undefined, bases.there))
  await second.shown
  await fetch(`${bases.here}/v1/chat/conversations`, { method: 'DELETE', headers: visitor.headers })

  expect((await second.heard).at(-1)?.event).toEqual(withdrawn)
  expect((await first.heard).at(-1)?.event).toEqual(withdrawn)
})

test('fifty questions against a withdrawal: none runs on after it has answered, whoever was first', async () => {
  for (const erase of [false, true]) {
    const { visitor, assistant, key } = await endless()
    const other = await visit(here, key)
    const asked = Array.from({ length: 50 }, async (_, i) => {
      const response = await talk(i % 2 ? bases.here : bases.there, visitor, `Number ${i}?`).send()
      if (response.status !== 200) return codeOf(response)
      const heard = await whole(Promise.resolve(response))
      expect(heard.filter(isLast)).toHaveLength(1)
      return heard.at(-1)?.event.type
    })
    Object.assign(there.world.models, here.world.models)
    await new Promise(resolve => setTimeout(resolve, erase ? 40 : 60))
    const answer = await withdraw(bases.there, visitor, erase)

    expect(answer.status).toBe(200)
    expect(
      await rows`select from replies where assistant_id = ${assistant} and state = 'running'`,
    ).toHaveLength(0)
    const ends = new Set(await Promise.all(asked))
    const known = ['error', 'consent_required', 'too_many_answers', 'busy']
    expect([...ends].filter(end => !known.includes(end ?? ''))).toEqual([])
    await until(() => here.chat.live.count() + there.chat.live.count() === 0)
    expect(await settled(assistant)).toMatchObject({ reserved: 0 })
    // Another visitor of the same site is not touched by it.
    const { heard, shown } = await listen(talk(bases.here, other, 'Mine?').send())
    await shown
    await withdraw(bases.here, other)
    expect((await heard).at(-1)?.event).toEqual(withdrawn)
  }
  expect([...here.faults, ...there.faults]).toEqual([])
})
