import { Erased } from '@atavus/contract/chat'
import { Hold } from '@atavus/contract/holds'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { conversationOf, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let visitor: Visitor
/** What the visitor said before they erased it, and is held. */
let held: string
const model = scripted('quote')
const days = (count: number) => new Date(Date.parse(testMoment) + count * 86_400_000).toISOString()

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
beforeEach(async () => {
  here.at(testMoment)
  model.say('Yes.')
  owner = await signUp(here)
  visitor = await visit(here, (await assistantOf(owner)).key)
  held = await say('The delivery was late.')
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const say = async (words: string) => conversationOf(await whole(talk(base, visitor, words).send()))
async function hold(until: string, more = {}): Promise<string> {
  const wish = { assistant: null, conversation: null, reason: 'A claim.', silent: false, until, ...more }
  return Hold.parse(await (await owner.call('POST', '/v1/holds', wish)).json()).id
}
const erase = async () => {
  const { headers } = visitor
  const answer = await here.app.request('/v1/chat/conversations', { method: 'DELETE', headers })
  return Erased.parse(await answer.json())
}
/** Time goes on by so many days since the wish, with the work that is due. */
async function after(count: number): Promise<void> {
  here.at(days(count))
  await here.work()
}
async function left(conversation = held) {
  const found = { conversations: 0, messages: 0 }
  found.conversations = (await rows`select from conversations where id = ${conversation}`).length
  found.messages = (await rows`select from messages where conversation_id = ${conversation}`).length
  return found
}
const there = { conversations: 1, messages: 2 }
const gone = { conversations: 0, messages: 0 }
/** What of a kind was noted as gone on a day. */
const noted = (kind: string, day: number) => rows`
  select conversations, messages from deletions where kind = ${kind} and asked_at = ${days(day)}
`

test('P8.3 what a hold kept of an erasure goes by itself on the hold’s day, and what was said later stays', async () => {
  await hold(days(10))
  expect(await erase()).toMatchObject({ ...gone, held: 1 })
  here.at(days(0.001))
  const later = await say('Another thing.')
  await after(9.99)
  expect([await left(), await left(later)]).toEqual([there, there])

  await after(10)
  expect([await left(), await left(later)]).toEqual([gone, there])
  expect(await noted('visitor', 10)).toEqual([there])
  expect(await rows`select from jobs where kind = 'released'`).toHaveLength(0)
})

test('P8.3 so does what was said by the clock of a process that is ahead', async () => {
  await hold(days(10))
  here.at(days(0.001))
  held = await say('And it was broken.')
  here.at(testMoment)
  expect(await erase()).toMatchObject({ held: 2 })
  await after(10)
  expect(await left()).toEqual(gone)
})

test('P8.3 it goes at once when its owner ends the hold before its day, but not while another hold keeps it', async () => {
  const [first, second] = [await hold(days(10)), await hold(days(20), { conversation: held })]
  await erase()
  const end = async (id: string) => expect((await owner.call('DELETE', `/v1/holds/${id}`)).status).toBe(204)
  await end(second)
  await here.work()
  expect(await left()).toEqual(there)
  await end(first)
  await here.work()
  expect(await left()).toEqual(gone)
})

test('P8.3 where a later hold keeps it longer it goes when that one is over', async () => {
  await hold(days(10))
  await erase()
  await hold(days(20))
  await after(10)
  expect(await left()).toEqual(there)
  await after(20)
  expect(await left()).toEqual(gone)
})

test('P8.3 one that fails is not given up, however often it does, and goes when it can', async () => {
  const faults = here.faults.length
  await hold(days(10))
  await erase()
  await rows.unsafe(`
    create function fail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
    create trigger fail before delete on conversations for each row execute function fail();
  `)
  for (let hour = 0; hour < 30; hour++) await after(10 + hour / 24)
  expect(await left()).toEqual(there)
  expect(here.faults.length).toBeGreaterThan(faults)
  await rows.unsafe('drop trigger fail on conversations; drop function fail()')
  await after(12)
  expect(await left()).toEqual(gone)
})

test('P8.3 one that was tried by workers that died is not given up, and no sweep takes it, however late it is', async () => {
  await hold(days(10))
  await erase()
  await rows`update jobs set failures = 12 where kind = 'released'`
  await after(10)
  expect(await left()).toEqual(there)
  here.at(days(20))
  await sweep(here.world)
  await here.work()
  expect(await left()).toEqual(gone)
})

test('P8.3 it has as long for what goes as the erasure itself had', async () => {
  await hold(days(10))
  await erase()
  await rows.unsafe(`
    create table patience as select '' as told;
    create function tell() returns trigger language plpgsql security definer set search_path = atavus, pg_temp as $$
    begin update patience set told = current_setting('statement_timeout'); return old; end $$;
    create trigger tell before delete on conversations for each row execute function tell();
  `)
  await after(10)
  expect(await rows`select told from patience`).toEqual([{ told: '1min' }])
  await rows.unsafe('drop trigger tell on conversations; drop function tell(); drop table patience')
})

test('P8.3 where much waits in one workspace, what waits in others goes meanwhile', async () => {
  await hold(days(10))
  await erase()
  const many = await rows<{ workspace: string }[]>`
    insert into jobs (id, workspace_id, kind, subject, run_at, created_at)
    select gen_random_uuid(), workspace_id, kind, subject, run_at, created_at
    from jobs, generate_series(1, 7) where kind = 'released'
    returning workspace_id as workspace
  `
  expect(many).toHaveLength(7)
  owner = await signUp(here)
  visitor = await visit(here, (await assistantOf(owner)).key)
  const theirs = await say('Mine was late, too.')
  await hold(days(10))
  await erase()
  const locking = lookInto(here.address)
  await locking.begin(async sql => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`holds:${many[0]?.workspace}`}, 0))`
    here.at(days(10))
    here.work().catch(here.world.fault)
    await vi.waitFor(async () => expect(await left(theirs)).toEqual(gone), 20_000)
    expect(await left()).toEqual(there)
  })
  await locking.end()
  await here.work()
  expect(await left()).toEqual(gone)
})

test('P8.3 who changes nothing loses nothing when a hold ends', async () => {
  await hold(days(10))
  await after(11)
  expect(await left()).toEqual(there)
})

test('P9.2 what a hold kept of a child goes on its day with every consent, whatever was said since', async () => {
  await hold(days(10))
  const other = await hold(days(20))
  const answer = await owner.call('DELETE', `/v1/conversations/${held}/child`)
  expect(Erased.parse(await answer.json())).toMatchObject({ held: 1 })
  const consents = () => rows`select from consents where id = ${visitor.consent}`
  expect([await left(), (await consents()).length]).toEqual([there, 1])
  await owner.call('DELETE', `/v1/holds/${other}`)
  await here.work()
  expect(await noted('child', 0)).toEqual([gone])
  await after(10)
  expect([await left(), (await consents()).length]).toEqual([gone, 0])
  expect(await noted('child', 10)).toEqual([there])
})
