import type { Problem } from '@atavus/contract/refusals'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { dice } from '../chat/testing/killed.ts'
import { conversationOf, talk, unlimited, until, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { billed, silentPayments } from '../testing/payments.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { expectSums, nothing, type Reader, readerOf } from './testing/trace.ts'

let atavus: TestWorld
let base: string
let owner: Owner
let reader: Reader
let workspace: string
let rows: ReturnType<typeof lookInto>
const metered = scripted('ollama', { metered: true })
const today = testMoment.slice(0, 10)
const span = `from=${today}&to=${today}`
const twoDays = `from=2026-11-19&to=${today}`
const world = { models: { ollama: metered }, limits: unlimited, capacity: { answers: 1000, openings: 1000 } }

beforeAll(async () => {
  atavus = await testWorld(world)
  base = await atavus.serve()
  rows = lookInto(atavus.address)
})
afterAll(async () => {
  await rows.end()
  await atavus.close()
})
beforeEach(async () => {
  owner = await signUp(atavus)
  workspace = (await (await owner.call('GET', '/v1/account')).json()).workspace.id
  reader = await readerOf(atavus, owner)
  metered.play(async function* () {
    yield { type: 'text', text: 'A private answer.' }
    yield { type: 'usage', input: 10, output: 5 }
    yield { type: 'end', end: 'complete' }
  })
})

const site = () => assistantOf(owner, { model: 'ollama', answersAtOnce: 1000, tokensPerDay: 2_000_000 })

/** So many more conversations like the one that is there, over two days and counted like it. */
async function copied(count: number) {
  await rows`
    with more as (
      insert into conversations
      select (jsonb_populate_record(null::conversations, to_jsonb(c) || jsonb_build_object('id', gen_random_uuid()))).*
      from conversations c, generate_series(1, ${count}) where c.workspace_id = ${workspace} returning id
    ), said as (
      insert into replies
      select (jsonb_populate_record(null::replies, to_jsonb(r) || jsonb_build_object('id', gen_random_uuid(),
        'message_id', gen_random_uuid(), 'conversation_id', more.id, 'day', r.day - (ascii(more.id::text) % 2)))).*
      from replies r, more where r.workspace_id = ${workspace} returning day, assistant_id
    )
    insert into usage as u (workspace_id, day, assistant_id, counter, count)
    select ${workspace}, said.day, said.assistant_id, c.counter, count(*) * c.each
    from said, (values ('messages', 1), ('tokens_in', 10), ('tokens_out', 5)) c (counter, each)
    group by said.day, said.assistant_id, c.counter, c.each
    on conflict (workspace_id, day, assistant_id, counter) do update set count = u.count + excluded.count
  `
}

test('a list of any length comes in pages, the latest day first and each conversation once', async () => {
  const { key } = await site()
  await whole(talk(base, await visit(atavus, key), 'One?').send())
  await copied(249)
  expect((await reader.page(twoDays)).items).toHaveLength(100)
  const { items, gone } = await reader.traced(twoDays)

  expect(new Set(items.map(({ conversation }) => conversation)).size).toBe(250)
  const days = items.map(({ day }) => day)
  expect(days).toEqual(days.toSorted().reverse())
  expect(new Set(days).size).toBe(2)
  expect(gone).toEqual(nothing)
})

test('of a large workspace a day is found by the index', async () => {
  const { key } = await site()
  await whole(talk(base, await visit(atavus, key), 'One?').send())
  await copied(3000)
  await rows`update replies set day = day - 30 where workspace_id = ${workspace} and day < ${today}`
  await rows`analyze replies`
  const plan = await atavus.world.db.tenant(workspace, async tenant => {
    const lines = await tenant`
      explain select r.conversation_id, count(*) from replies r
      where r.workspace_id = ${workspace} and r.day between ${'2026-11-18'}::date and ${'2026-11-19'}::date
      group by r.day, r.conversation_id
    `
    return lines.map(line => line['QUERY PLAN']).join('\n')
  })

  expect(plan).toContain('replies_day')
})

test('whatever happens at once, the sums agree at every moment', async () => {
  const { key } = await site()
  const roll = dice(11)
  metered.play(async function* () {
    yield { type: 'text', text: 'Dear. ' }
    await new Promise(resolve => setTimeout(resolve, roll() * 20))
    yield { type: 'usage', input: Math.ceil(roll() * 100), output: Math.ceil(roll() * 50) }
    yield { type: 'end', end: 'complete' }
  })
  let over = false
  const talking = Promise.all(
    Array.from({ length: 12 }, async () => {
      const visitor = await visit(atavus, key)
      for (let turn = 0; turn < 6; turn++) {
        const asking = talk(base, visitor, `Turn ${turn}?`)
        const answer = asking.send().then(response => response.text())
        const fate = roll()
        if (fate < 0.3) await asking.stop()
        else if (fate < 0.6)
          await fetch(`${base}/v1/chat/conversations`, { method: 'DELETE', headers: visitor.headers })
        await answer
      }
    }),
  ).finally(() => {
    over = true
  })
  let looks = 0
  for (; !over; looks++) expectSums(await reader.page(span))
  await talking
  await until(() => atavus.chat.live.count() === 0)

  const { totals, gone } = await reader.traced(span)
  expect(looks).toBeGreaterThan(10)
  expect(totals.messages).toBe(72)
  expect(gone.messages).toBeGreaterThan(0)
})

test('a trace has ids and figures and no word of anybody, and none of another workspace’s', async () => {
  const { key } = await site()
  const visitor = await visit(atavus, key)
  const conversation = conversationOf(await whole(talk(base, visitor, 'A private question?').send()))
  const told = await (await reader.ask(`/v1/usage/conversations?${span}`)).text()
  expect(told).toContain(conversation)
  expect(told).not.toMatch(/private|shop/i)
  const ids = new Set(told.match(/[0-9a-f-]{36}/g))
  expect(ids.size).toBe(2)

  owner = await signUp(atavus)
  const other = await readerOf(atavus, owner)
  const { key: ours } = await site()
  await whole(talk(base, await visit(atavus, ours), 'Ours?').send())
  const { items, totals } = await other.traced(span)
  expect(items).toHaveLength(1)
  expect(items[0]?.conversation).not.toBe(conversation)
  expect(totals.messages).toBe(1)
  const [stranger] = ids
  expect((await other.traced(`${span}&assistant=${stranger}`)).totals).toEqual(nothing)
})

test('where there are plans, it is told which messages are in the month’s meter', async () => {
  const paid = await testWorld({ ...world, environment: billed, payments: silentPayments })
  const paying = await signUp(paid)
  const { key } = await assistantOf(paying, { model: 'ollama' })
  await whole(talk(await paid.serve(), await visit(paid, key), 'One?').send())
  const { items } = await (await readerOf(paid, paying)).traced(span)
  await paid.close()

  expect(items).toMatchObject([{ messages: 1, counted: 1, tokensIn: 10, tokensOut: 5 }])
})

test.each([
  ['from=2026-01-01&to=2026-04-02', 200],
  ['from=2026-01-01&to=2026-04-03', 'to'],
  ['from=2026-01-02&to=2026-01-01', 'to'],
  [`${span}&cursor=mine`, 'cursor'],
  [`${span}&assistant=mine`, 'assistant'],
  [`${span}&words=yes`, ''],
])('a trace is of at most 92 days and of what is known: %s', async (query, outcome) => {
  const answer = await reader.ask(`/v1/usage/conversations?${query}`)
  const { errors } = (await answer.json()) as Problem
  expect(answer.ok ? answer.status : errors?.[0]?.path).toBe(outcome)
})
