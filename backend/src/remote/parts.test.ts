import { createHash } from 'node:crypto'
import type { SentPrompt } from '@atavus/contract/console'
import type { VisitorLeft } from '@atavus/contract/egress'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { conversationOf, talk, whole } from '../chat/testing/talk.ts'
import { newKey } from '../lib/seal.ts'
import type { RemoteModel } from '../models/model.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { type Heard, type Visitor, visit } from '../testing/shop.ts'
import { answer } from '../testing/upstream-wire.ts'
import { rebuilt } from './parts.ts'
import { fromOf, type RemoteSite, remoteSite } from './testing/site.ts'

let site: RemoteSite
let rows: ReturnType<typeof lookInto>

beforeAll(async () => {
  site = await remoteSite()
  rows = lookInto(site.here.address)
})
beforeEach(() => {
  site.here.at(new Date('2026-11-20T12:00:00.000Z'))
  site.upstream.requests.length = 0
  site.upstream.play({ steps: answer(['Yes, by ship.']) })
})
afterAll(async () => {
  await rows.end()
  await site.close()
})

const bodies = () => site.upstream.requests.map(({ body }) => body)
const startOf = (heard: Heard[]) => {
  const [first] = heard
  if (first?.event.type !== 'start') throw new Error('no start')
  return first.event
}
let cookie = ''
/** The owner, whose session is renewed whatever time has passed. */
const asOwner = async (path: string) => {
  const origin = 'http://localhost:4600'
  const headers = { cookie: cookie || site.owner.cookie, origin }
  const renewed = await site.here.app.request('/v1/session/refresh', { method: 'POST', headers })
  cookie = renewed.headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ')
  return site.here.app.request(path, { headers: { cookie, origin } })
}
const promptOf = async (heard: Heard[]) => {
  const { conversation, reply } = startOf(heard)
  const answered = await asOwner(`/v1/conversations/${conversation}/answers/${reply}/prompt`)
  return (await answered.json()) as z.infer<typeof SentPrompt>
}
const sha256 = (body: string) => createHash('sha256').update(body).digest('hex')
const left = async (visitor: Visitor) => {
  const response = await site.here.app.request('/v1/chat/left', { headers: visitor.headers })
  return (await response.json()) as z.infer<typeof VisitorLeft>
}
const partsOf = (conversation: string) => rows<{ hash: Buffer; until: Date }[]>`
  select hash, expires_at as until from prompt_parts where conversation_id = ${conversation}
`

/** A shop with two pages, and a visitor who asks about both, twice. */
async function twoTurns(fields: object = {}) {
  const { id, key } = await site.assistant({
    instructions: 'You sell “tea” \\ and\tcoffee. \u2028',
    ...fields,
  })
  for (const title of ['Delivery by ship', 'Delivery by rail'])
    await site.owner.call('POST', `/v1/assistants/${id}/documents`, {
      title,
      url: null,
      language: 'en',
      text: `${title}: the delivery takes nine days, "quoted" – and 🚢.`,
    })
  const visitor = await visit(site.here, key)
  const first = await whole(
    talk(site.base, visitor, 'My name is Anna Kowalska. How long does a delivery take? 🫖').send(),
  )
  const conversation = conversationOf(first)
  const second = await whole(talk(site.base, visitor, 'Is a delivery by rail slower?').send({ conversation }))
  return { key, visitor, first, second, conversation }
}

test('P3.3 the bytes that left are made again from their parts, each one of them', async () => {
  const { first, second } = await twoTurns()
  const sent = bodies()
  expect(sent).toHaveLength(2)
  for (const [index, heard] of [first, second].entries()) {
    const { body, hash, messages } = await promptOf(heard)
    expect(Buffer.from(body ?? '')).toEqual(Buffer.from(sent[index] ?? ''))
    expect(hash).toBe(sha256(sent[index] ?? ''))
    expect(JSON.parse(sent[index] ?? '').messages).toEqual(messages)
  }
})

test('each part is kept once in its conversation, and apart from others', async () => {
  const { visitor, conversation } = await twoTurns()
  const before = await partsOf(conversation)
  await whole(talk(site.base, visitor, 'Is a delivery by rail slower?').send({ conversation }))
  const parts = bodies().map(body => (JSON.parse(body).messages as unknown[]).length)
  // Three prompts with one, three and five messages of what was said before; the second question is asked again.
  expect(parts).toEqual([2, 4, 6])
  expect(await partsOf(conversation)).toHaveLength(before.length)
  // Instructions, rules, two passages, two questions, an answer.
  expect(before).toHaveLength(7)

  const other = await twoTurns()
  const hashes = (await partsOf(other.conversation)).map(({ hash }) => hash.toString('hex'))
  for (const { hash } of before) expect(hashes).not.toContain(hash.toString('hex'))
})

test('parts are sealed, and go with their conversation', async () => {
  const { conversation } = await twoTurns()
  const kept = await rows<{ sealed: Buffer }[]>`
    select sealed from prompt_parts where conversation_id = ${conversation}
  `
  const bytes = kept.map(({ sealed }) => sealed.toString('latin1')).join()
  for (const words of ['Kowalska', 'delivery', 'coffee', 'How you answer']) expect(bytes).not.toContain(words)

  await site.owner.call('DELETE', `/v1/conversations/${conversation}`)
  expect(await partsOf(conversation)).toEqual([])
})

test('P8.1 visitors read their own words as they left, and nobody else’s', async () => {
  const { key, visitor } = await twoTurns()
  const { items } = await left(visitor)
  expect(items).toEqual([
    {
      at: '2026-11-20T12:00:00.000Z',
      recipient: 'DeepSeek',
      country: 'CN',
      words: 'Is a delivery by rail slower?',
    },
    expect.objectContaining({
      words: expect.stringMatching(/^My name is \[PERSON_\d+\]\. How long does a delivery take\? 🫖$/),
    }),
  ])
  for (const other of [key, (await site.assistant()).key])
    expect((await left(await visit(site.here, other))).items).toEqual([])
  expect((await left(visitor)).items).toHaveLength(2)
  const erased = await site.here.app.request('/v1/chat/conversations', {
    method: 'DELETE',
    headers: visitor.headers,
  })
  expect(erased.status).toBe(200)
  expect((await left(visitor)).items).toEqual([])
})

test('P4.2 no read makes again what is past its term, and a part that is needed once more lasts with that', async () => {
  const { visitor, first, second, conversation } = await twoTurns({ retentionDays: 1 })
  site.here.at(new Date('2026-11-20T12:20:00.000Z'))
  const third = await whole(talk(site.base, visitor, 'By ship, then?').send({ conversation }))
  const over = new Date(startOf(first).deletedAt)
  expect((await partsOf(conversation)).every(({ until }) => until.getTime() === over.getTime())).toBe(true)

  site.here.at(over)
  for (const heard of [first, second, third])
    expect(await promptOf(heard)).toMatchObject({ code: 'not_found' })
  expect((await left(visitor)).items).toEqual([])

  // Nothing has been swept yet: what the next prompt has in common with those lies there, past its time.
  const renewed = await site.here.app.request('/v1/chat/tokens', { method: 'POST', headers: visitor.headers })
  const { token } = (await renewed.json()) as { token: string }
  const again = { headers: { ...visitor.headers, authorization: `Bearer ${token}` } }
  const fourth = await whole(talk(site.base, again, 'Or by air?').send({ conversation }))
  expect((await promptOf(fourth)).body).toBe(bodies().at(-1))
  await sweep(site.here.world)
  expect((await promptOf(fourth)).body).toBe(bodies().at(-1))
  const ends = (await partsOf(conversation)).map(({ until }) => until.toISOString())
  expect([...new Set(ends)]).toEqual([startOf(third).deletedAt])
})

test('P4.2 what is held stays though no one reads it, and goes once it is released', async () => {
  const { visitor, first, conversation } = await twoTurns({ retentionDays: 1 })
  const [hold] = await rows<{ id: string }[]>`
    insert into holds (workspace_id, id, conversation_id, reason, by_kind, created_at, until)
    select workspace_id, id, id, 'a claim', 'operator', ${site.here.world.now()}, ${new Date('2026-12-20')}
    from conversations where id = ${conversation}
    returning id
  `
  const before = (await partsOf(conversation)).length
  site.here.at(new Date(Date.parse(startOf(first).deletedAt) + 60_000))
  await sweep(site.here.world)
  expect(await partsOf(conversation)).toHaveLength(before)
  expect(await promptOf(first)).toMatchObject({ code: 'not_found' })
  expect((await left(visitor)).items).toEqual([])

  await rows`update holds set ended_at = ${site.here.world.now()} where id = ${hold?.id ?? ''}`
  await sweep(site.here.world)
  expect(await partsOf(conversation)).toEqual([])
})

test('a body that could not be made again does not leave, nor one that nobody has kept', async () => {
  const tried: string[] = []
  let send = (messages: unknown): string[] => [JSON.stringify({ messages }), JSON.stringify({ messages })]
  const deepseek: RemoteModel = {
    name: 'deepseek',
    leaves: true,
    metered: true,
    recipient: { name: 'DeepSeek', country: 'CN' },
    stream: async function* ({ messages, leaving }) {
      for (const body of send(messages)) {
        await leaving(body)
        tried.push(body)
      }
      yield { type: 'text', text: 'Yes.' }
      yield { type: 'end', end: 'complete' }
    },
  }
  const other = await remoteSite({ models: { quote: site.quote, deepseek } })
  const { key } = await other.assistant({ quoteFallback: true })
  const ask = async () => {
    tried.length = 0
    return fromOf(await whole(talk(other.base, await visit(other.here, key), 'Hello there?').send()))?.model
  }
  expect([await ask(), tried.length]).toEqual(['deepseek', 2])
  send = messages => [JSON.stringify({ messages }), JSON.stringify({ messages, more: 'words' })]
  expect([await ask(), tried.length]).toEqual(['quote', 1])
  expect(other.here.faults.splice(0)).toEqual([])
  send = () => ['{"messages":[]}']
  expect([await ask(), tried.length]).toEqual(['quote', 0])
  // What left before stays told.
  expect(other.here.faults.splice(0)).toHaveLength(1)
  await other.close()
})

test('what was kept whole, before parts were, is read as it is', () => {
  const messages = [{ role: 'user' as const, content: 'Hello?' }]
  expect(rebuilt(newKey(), { messages, masked: [] }, [])).toEqual({ messages, body: null })
})
