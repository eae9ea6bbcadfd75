import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { talk, unlimited, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { sweep } from './sweep.ts'

let here: TestWorld
let base: string
let owner: Owner
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
  model.say('Yes.')
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

beforeEach(async () => {
  after(0)
  owner = await signUp(here)
})

const day = 24 * 60 * 60 * 1000
const after = (milliseconds: number) => here.at(new Date(Date.parse(testMoment) + milliseconds))
const counts = async (assistant: string) =>
  (
    await rows`
      select (select count(*)::int from conversations where assistant_id = ${assistant}) as conversations,
        (select count(*)::int from messages m where exists
          (select from replies r where r.assistant_id = ${assistant} and r.conversation_id = m.conversation_id)) as messages,
        (select count(*)::int from replies where assistant_id = ${assistant}) as replies,
        (select count(*)::int from consents where assistant_id = ${assistant}) as consents
    `
  )[0]

/** A token for the same visitor, of now: what is past its term must be hidden from it all the same. */
async function renewed(visitor: Visitor): Promise<Visitor> {
  const claims = JSON.parse(Buffer.from(visitor.token.split('.')[1] ?? '', 'base64url').toString())
  const token = await here.world.tokens.sign('visitor', claims, here.world.now(), 1800)
  return { ...visitor, token, headers: { ...visitor.headers, authorization: `Bearer ${token}` } }
}

/** All doors through which a visitor or the owner could see the answer. */
async function seen(visitor: Visitor, message: string, assistant: string): Promise<string> {
  const now = await renewed(visitor)
  const { headers } = now
  const follow = await talk(base, now, 'Secret?', message).follow()
  const again = await talk(base, now, 'Secret?', message).send()
  const read = [
    await (await here.app.request('/v1/chat/conversation', { headers })).text(),
    await (await here.app.request('/v1/chat/export', { headers })).text(),
    follow.status === 404 ? '' : await follow.text(),
    again.status === 200 ? await again.text() : '',
  ]
  const tenant = await here.world.db.tenant(
    (await rows`select workspace_id as id from assistants where id = ${assistant}`)[0]?.id,
    async sql => [
      await sql`select sealed from messages`,
      await sql`select id from replies`,
      await sql`select id from conversations`,
    ],
  )
  return read.join('\n') + JSON.stringify(tenant)
}

test('what is past its term is returned by no read from that moment on, without any sweep', async () => {
  const { id } = await assistantOf(owner, { retentionDays: 3 })
  const { key } = (await owner.call('GET', `/v1/assistants/${id}`).then(answer => answer.json())) as {
    key: string
  }
  const visitor = await visit(here, key)
  model.say('The secret answer.')
  const asked = talk(base, visitor, 'Secret?')
  await whole(asked.send())

  after(3 * day - 1)
  const before = await seen(visitor, asked.id, id)
  expect(before).toContain('The secret answer.')
  after(3 * day)
  const now = await seen(visitor, asked.id, id)
  expect(now).not.toContain('secret answer')
  expect(now).not.toContain(asked.id)
  expect(await counts(id)).toMatchObject({ conversations: 1, messages: 2, replies: 1 })
  after(0)
})

test('the sweep takes it from the disk, in its time and nothing else', async () => {
  const short = await assistantOf(owner, { retentionDays: 2 })
  const long = await assistantOf(owner, { retentionDays: 9 })
  for (const { key } of [short, long]) {
    model.say('Yes.')
    await whole(talk(base, await visit(here, key), 'For how long?').send())
  }
  after(2 * day - 1)
  await sweep(here.world)
  expect(await counts(short.id)).toEqual({ conversations: 1, messages: 2, replies: 1, consents: 1 })
  after(2 * day)
  await sweep(here.world)
  // The consent stays, as proof, for as long as it could have been used and a term more.
  expect(await counts(short.id)).toEqual({ conversations: 0, messages: 0, replies: 0, consents: 1 })
  expect(await counts(long.id)).toEqual({ conversations: 1, messages: 2, replies: 1, consents: 1 })
  after(368 * day)
  await sweep(here.world)
  expect(await counts(short.id)).toMatchObject({ consents: 0 })
  after(0)
})

test('P4.2 partitions are made ahead for every term in use, and dropped when their day is over', async () => {
  await assistantOf(owner, { retentionDays: 200 })
  const partitions = async () =>
    (
      await rows<{ name: string }[]>`
      select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'atavus.messages'::regclass order by name
    `
    ).map(({ name }) => name)
  const named = (offset: number) =>
    `messages_${new Date(Date.parse(testMoment) + offset * day).toISOString().slice(0, 10).replaceAll('-', '')}`

  await sweep(here.world)
  expect(await partitions()).toEqual(expect.arrayContaining([1, 2, 3, 200, 201, 202].map(named)))
  const [policies] = await rows`
    select count(*)::int as open from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'atavus.messages'::regclass and not c.relrowsecurity
  `
  expect(policies).toEqual({ open: 0 })
  after(201 * day)
  await sweep(here.world)
  const left = await partitions()
  expect(left).not.toContain(named(200))
  expect(left).toEqual(expect.arrayContaining([201, 202, 401].map(named)))
  after(0)
})

test('two processes that sweep at once, while questions are asked, are in nobody’s way', async () => {
  const { key } = await assistantOf(owner, { retentionDays: 77 })
  const there = await testWorld({ models: { quote: model }, limits: unlimited, beside: here })
  const visitors = await Promise.all(Array.from({ length: 10 }, () => visit(here, key)))
  model.say('Yes.')
  const work = [
    ...visitors.map(visitor => whole(talk(base, visitor, 'Now?').send())),
    ...[here, there, here, there].map(async one => {
      await sweep(one.world)
      return []
    }),
  ]

  const ends = (await Promise.all(work)).map(heard => heard.at(-1)?.event.type).filter(Boolean)
  expect(ends).toEqual(Array(10).fill('done'))
  expect([...here.faults, ...there.faults]).toEqual([])
  await there.close()
})
