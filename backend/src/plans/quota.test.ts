import type { NewAssistant } from '@atavus/contract/console'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { endOrphan } from '../chat/reap.ts'
import { codeOf, led, talk, unlimited, until, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { billed, silentPayments } from '../testing/payments.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { usedOfPlan } from './queries.ts'
import { chooseAtLimit, metersOf, putOnPlan, workspaceOf } from './testing/planned.ts'

let here: TestWorld
let there: TestWorld
let bases: string[]
let rows: ReturnType<typeof lookInto>
let owner: Owner
let workspace: string
const metered = scripted('ollama', { metered: true })
const quote = scripted('quote')
const month = '2026-11-01'

beforeAll(async () => {
  const common = {
    models: { ollama: metered, quote },
    limits: unlimited,
    environment: billed,
    payments: silentPayments,
    capacity: { answers: 1000, openings: 1000 },
  }
  here = await testWorld(common)
  there = await testWorld({ ...common, beside: here })
  bases = [await here.serve(), await there.serve()]
  rows = lookInto(here.address)
  quote.say('Quoted.')
})
afterAll(async () => {
  await rows.end()
  await there.close()
  await here.close()
})
beforeEach(async () => {
  at(testMoment)
  owner = await signUp(here)
  workspace = await workspaceOf(owner)
  costing(1000, 1000)
})
afterEach(() => {
  const faults = [...here.faults.splice(0), ...there.faults.splice(0)]
  expect(faults.filter(fault => (fault as { code?: string }).code !== 'busy')).toEqual([])
})

function at(moment: string) {
  here.at(moment)
  there.at(moment)
}

const costing = (input: number, output: number) =>
  metered.play(async function* () {
    yield { type: 'text', text: 'Dear.' }
    yield { type: 'usage', input, output }
    yield { type: 'end', end: 'complete' }
  })

const site = (fields: Partial<NewAssistant> = {}) =>
  assistantOf(owner, { model: 'ollama', answersAtOnce: 1000, messagesPerDay: 10_000, ...fields })

/** How a question comes out, also where the house was full at first: by code, or by who answered it. */
async function ask(
  visitor: Visitor,
  base = bases[0] ?? '',
  asking = talk(base, visitor, 'How much?'),
): Promise<string> {
  const response = await asking.send()
  if (response.status === 503) return ask(visitor, base, asking)
  if (response.status !== 200) return codeOf(response)
  const heard = await whole(Promise.resolve(response))
  expect(heard.at(-1)?.event).toEqual({ type: 'done', end: 'complete' })
  return heard.flatMap(({ event }) => (event.type === 'notice' ? [event.notice.model] : [])).join()
}

/** How a hundred questions at once over two processes come out, one of each of a hundred visitors. */
async function hundred(key: string) {
  const visitors = await Promise.all(Array.from({ length: 100 }, () => visit(here, key)))
  const ends = await Promise.all(visitors.map((visitor, n) => ask(visitor, bases[n % 2])))
  return Object.fromEntries([...new Set(ends)].map(end => [end, ends.filter(one => one === end).length]))
}

test('of a hundred questions at once for the last message of the month one passes', async () => {
  await putOnPlan(rows, workspace, { messages: 3 })
  const { key } = await site()
  const visitor = await visit(here, key)
  for (let n = 0; n < 2; n++) expect(await ask(visitor)).toBe('ollama')

  expect(await hundred(key)).toEqual({ ollama: 1, quota_spent: 99 })
  expect(await metersOf(rows, workspace)).toEqual([
    { month, messages: 3, beyond: 0, spent: 6000, reserved: 0 },
  ])
  expect(await rows`select from replies where workspace_id = ${workspace}`).toHaveLength(3)
})

test('of a hundred questions at once for the last tokens of the month one passes', async () => {
  // One reservation is some 1,900 tokens, one answer 2,000.
  await putOnPlan(rows, workspace, { tokens: 2500 })
  const { key } = await site()

  expect(await hundred(key)).toEqual({ ollama: 1, quota_spent: 99 })
  expect(await metersOf(rows, workspace)).toEqual([
    { month, messages: 1, beyond: 0, spent: 2000, reserved: 0 },
  ])
})

test.each([
  ['messages', { messages: 1 }],
  ['tokens', { tokens: 2500 }],
])(
  'where the owner chose so, what comes after the month’s %s is quoted and counted apart',
  async (_, plan) => {
    await putOnPlan(rows, workspace, plan)
    await chooseAtLimit(rows, workspace, 'quote')
    const { key } = await site()

    expect(await hundred(key)).toEqual({ ollama: 1, quote: 99 })
    expect(await metersOf(rows, workspace)).toEqual([
      { month, messages: 1, beyond: 99, spent: 2000, reserved: 0 },
    ])
    const models = await rows`
    select model, count(*)::int, count(meter_month)::int as metered, sum(reserved_tokens)::int > 0 as reserved
    from replies where workspace_id = ${workspace} group by 1 order by 1
  `
    expect(models).toEqual([
      { model: 'ollama', count: 1, metered: 1, reserved: true },
      { model: 'quote', count: 99, metered: 0, reserved: false },
    ])
    const [usage] = await rows`
    select sum(count) filter (where counter = 'messages')::int as messages,
      sum(count) filter (where counter = 'answers')::int as answers
    from usage where workspace_id = ${workspace}
  `
    expect(usage).toEqual({ messages: 100, answers: 100 })
  },
)

test('a plan without any messages refuses the first, or has it quoted', async () => {
  await putOnPlan(rows, workspace, { messages: 0 })
  const visitor = await visit(here, (await site()).key)

  expect(await ask(visitor)).toBe('quota_spent')
  await chooseAtLimit(rows, workspace, 'quote')
  await until(async () => (await ask(visitor)) === 'quote')
  expect(await metersOf(rows, workspace)).toEqual([{ month, messages: 0, beyond: 1, spent: 0, reserved: 0 }])
})

test('a question fits where its passages take less than the most they may', async () => {
  await putOnPlan(rows, workspace, { tokens: 3500 })
  const { id, key } = await site()
  const page = { title: 'Prices', url: null, language: 'en', text: 'How much: a kettle is 12 euros.' }
  await owner.call('POST', `/v1/assistants/${id}/documents`, page)

  expect(await ask(await visit(here, key))).toBe('ollama')
})

test('a plan that goes up lets the next message in at once, in every process, and one that goes down shuts', async () => {
  await putOnPlan(rows, workspace, { messages: 1 })
  const visitor = await visit(here, (await site()).key)
  expect(await ask(visitor, bases[0])).toBe('ollama')
  for (const base of bases) expect(await ask(visitor, base)).toBe('quota_spent')

  await putOnPlan(rows, workspace, { messages: 3 })
  for (const base of bases) expect(await ask(visitor, base)).toBe('ollama')
  expect(await ask(visitor)).toBe('quota_spent')
  await putOnPlan(rows, workspace, { messages: null })
  expect(await ask(visitor)).toBe('ollama')
  await rows`update subscriptions set status = 'canceled' where workspace_id = ${workspace}`
  await rows`update meters set messages = 300 where workspace_id = ${workspace}`
  for (const base of bases) expect(await ask(visitor, base)).toBe('quota_spent')
})

test('a plan that is not paid holds until its grace ends, to the moment', async () => {
  const graceUntil = '2026-11-20T12:00:01.000Z'
  await putOnPlan(rows, workspace, {}, { status: 'past_due', graceUntil })
  const visitor = await visit(here, (await site()).key)
  expect(await ask(visitor)).toBe('ollama')
  await rows`update meters set messages = 300 where workspace_id = ${workspace}`
  at('2026-11-20T12:00:00.999Z')
  expect(await ask(visitor)).toBe('ollama')

  at(graceUntil)
  expect(await ask(visitor)).toBe('quota_spent')
})

test('a month begins at the workspace’s own midnight, and a refusal says when', async () => {
  await putOnPlan(rows, workspace, { messages: 1 })
  await owner.call('PATCH', '/v1/workspace', { timeZone: 'Pacific/Auckland' })
  const { key } = await site()
  at('2026-11-30T10:59:00.000Z')
  const visitor = await visit(here, key)
  expect(await ask(visitor)).toBe('ollama')
  const refused = await talk(bases[1] ?? '', visitor, 'More?').send()
  expect(await codeOf(refused.clone())).toBe('quota_spent')
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('60')

  at('2026-11-30T11:00:00.000Z')
  expect(await ask(visitor)).toBe('ollama')
  expect(await metersOf(rows, workspace)).toMatchObject([
    { month: '2026-11-01', messages: 1 },
    { month: '2026-12-01', messages: 1 },
  ])
})

test('an answer that ends in the next month is settled in its own', async () => {
  await putOnPlan(rows, workspace, {})
  const { key } = await site()
  at('2026-11-30T23:59:59.000Z')
  const visitor = await visit(here, key)
  const script = led()
  metered.play(script.script)
  const asked = talk(bases[0] ?? '', visitor, 'Now?').send()
  await script.started
  at('2026-12-01T00:00:01.000Z')
  script.say('Dear.', { type: 'usage', input: 70, output: 7 })
  script.end()
  await whole(asked)

  expect(await metersOf(rows, workspace)).toEqual([{ month, messages: 1, beyond: 0, spent: 77, reserved: 0 }])
})

test('what is erased while it is made, or left behind by its process, costs what it had reserved', async () => {
  await putOnPlan(rows, workspace, {})
  const { key } = await site()
  const [first, second] = [await visit(here, key), await visit(here, key)]
  const reserved = async () => {
    const [row] = await rows`select sum(reserved_tokens)::int as sum from replies where state = 'running'`
    return row?.sum
  }
  let script = led()
  metered.play(script.script)
  const one = talk(bases[0] ?? '', first, 'Erased?').send()
  await script.started
  const cost = await reserved()
  expect(await metersOf(rows, workspace)).toMatchObject([{ messages: 1, spent: 0, reserved: cost }])
  await fetch(`${bases[0]}/v1/chat/conversations`, { method: 'DELETE', headers: first.headers })
  await (await one).text()
  expect(await metersOf(rows, workspace)).toMatchObject([{ messages: 1, spent: cost, reserved: 0 }])

  script = led()
  metered.play(script.script)
  const two = talk(bases[1] ?? '', second, 'Left behind?').send()
  await script.started
  const more = await reserved()
  const [running] = await rows<{ id: string }[]>`select id from replies where state = 'running'`
  await endOrphan(here.world, workspace, running?.id ?? '')
  script.end()
  await (await two).text()
  expect(await metersOf(rows, workspace)).toMatchObject([{ messages: 2, spent: cost + more, reserved: 0 }])
})

test('where plans come in the middle of a month, what it had before counts, and what is under way with all it reserved', async () => {
  const { key } = await site()
  const visitor = await visit(here, key)
  const before = await testWorld({ models: here.world.models, limits: unlimited, beside: here })
  const base = await before.serve()
  expect(await ask(visitor, base)).toBe('ollama')
  const script = led()
  metered.play(script.script)
  const under = talk(base, visitor, 'Long?').send()
  await script.started
  const [running] = await rows`select reserved_tokens::int as tokens from replies where state = 'running'`
  expect(await metersOf(rows, workspace)).toEqual([])
  const tokens = 2000 + running?.tokens
  const used = () => here.world.db.tenant(workspace, tenant => usedOfPlan(tenant, month))
  expect(await used()).toEqual({ messages: 2, tokens, beyond: 0, assistants: 1, seats: 1, passages: 0 })

  costing(1000, 1000)
  await putOnPlan(rows, workspace, { messages: 3 })
  expect(await ask(await visit(here, key))).toBe('ollama')
  expect(await used()).toMatchObject({ messages: 3, tokens: tokens + 2000 })
  expect(await ask(await visit(here, key))).toBe('quota_spent')
  script.end()
  await (await under).text()
  expect(await ask(await visit(here, key), base)).toBe('ollama')
  expect(await metersOf(rows, workspace)).toMatchObject([{ messages: 3, reserved: 0 }])
  await before.close()
})

test('the same message sent again is told its one answer, also after the month is used up', async () => {
  await putOnPlan(rows, workspace, { messages: 1 })
  await chooseAtLimit(rows, workspace, 'quote')
  const visitor = await visit(here, (await site()).key)
  expect(await ask(visitor)).toBe('ollama')
  const asked = talk(bases[0] ?? '', visitor, 'Again?')
  const first = await whole(asked.send())
  expect(await whole(asked.send())).toEqual(first)
  expect(await whole(asked.follow(undefined, bases[1]))).toEqual(first)

  expect(await metersOf(rows, workspace)).toMatchObject([{ messages: 1, beyond: 1 }])
})
