import type { NewAssistant } from '@atavus/contract/console'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { estimateInput } from '../models/compose.ts'
import { ModelFault, type ModelFaultCode } from '../models/model.ts'
import { countTokens } from '../models/tokens.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, textOf, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { codeOf, eventsOf, failing, led, talk, unlimited, whole } from './testing/talk.ts'

let here: TestWorld
let base: string
let owner: Owner
let rows: ReturnType<typeof lookInto>
const metered = scripted('ollama', { metered: true })
const quote = scripted('quote')

beforeAll(async () => {
  here = await testWorld({
    models: { ollama: metered, quote },
    limits: unlimited,
    capacity: { answers: 1000, openings: 1000 },
  })
  base = await here.serve()
  owner = await signUp(here)
  rows = lookInto(here.address)
  quote.say('Quoted.')
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

beforeEach(() => here.at(testMoment))

const spending = async (assistant: string) =>
  await rows`
    select day::text, messages, tokens_spent::int as spent, tokens_reserved::int as reserved
    from budgets where assistant_id = ${assistant} order by day
  `
const usage = async (message: string) =>
  (
    await rows`select tokens_in as input, tokens_out as output, estimated from replies where message_id = ${message}`
  )[0]

async function site(fields: Partial<NewAssistant>) {
  const { id, key } = await assistantOf(owner, { model: 'ollama', quoteFallback: false, ...fields })
  return { id, visitor: await visit(here, key), key }
}

/** How a hundred questions at once come out, by code. */
async function hundred(visitor: Awaited<ReturnType<typeof site>>['visitor']) {
  const ends = await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      const response = await talk(base, visitor, `Number ${i % 10}?`).send()
      if (response.status !== 200) return codeOf(response)
      await response.text()
      return 'answered'
    }),
  )
  return Object.fromEntries([...new Set(ends)].map(end => [end, ends.filter(one => one === end).length]))
}

test('of a hundred questions at once for the last message of the day one passes', async () => {
  metered.say('Yes.')
  const { id, visitor } = await site({ messagesPerDay: 3 })
  for (const text of ['One?', 'Two?']) await whole(talk(base, visitor, text).send())

  expect(await hundred(visitor)).toEqual({ answered: 1, budget_spent: 99 })
  expect(await spending(id)).toMatchObject([{ messages: 3, reserved: 0 }])
})

test('of a hundred questions at once for the last tokens of the day one passes, until it has settled', async () => {
  metered.play(async function* () {
    yield { type: 'text', text: 'Dear.' }
    yield { type: 'usage', input: 1000, output: 1000 }
    yield { type: 'end', end: 'complete' }
  })
  // One reservation is some 1,900 tokens, one answer 2,000.
  const { id, visitor } = await site({ tokensPerDay: 2500 })

  expect(await hundred(visitor)).toEqual({ answered: 1, budget_spent: 99 })
  expect(await spending(id)).toMatchObject([{ messages: 1, spent: 2000, reserved: 0 }])
})

test('five hundred clients that forge the site’s origin never spend more than the budget', async () => {
  const most = 60_000
  const { id, key } = await site({ tokensPerDay: most, answersAtOnce: 1000 })
  let spent = 0
  metered.play(async function* (prompt) {
    const cost = { input: estimateInput(prompt), output: 900 }
    spent += cost.input + cost.output
    expect(spent).toBeLessThanOrEqual(most)
    yield { type: 'text', text: 'Dear.' }
    yield { type: 'usage', ...cost }
    yield { type: 'end', end: 'complete' }
  })
  // A header is all that a program needs to come from the site.
  const clients: Awaited<ReturnType<typeof visit>>[] = []
  for (let n = 0; n < 500; n += 50)
    clients.push(...(await Promise.all(Array.from({ length: 50 }, () => visit(here, key)))))
  const ends = await Promise.all(
    clients.map(async (client, n) => {
      const response = await talk(base, client, `Number ${n}? ${'Why? '.repeat(n % 50)}`).send()
      if (response.status !== 200) return codeOf(response)
      await response.text()
      return 'answered'
    }),
  )

  const answered = ends.filter(end => end === 'answered').length
  expect(answered).toBeGreaterThan(5)
  expect(ends.filter(end => !['answered', 'budget_spent', 'busy'].includes(end))).toEqual([])
  expect(await spending(id)).toMatchObject([{ messages: answered, spent, reserved: 0 }])
  expect(spent).toBeLessThanOrEqual(most)
  const [used] = await rows`
    select sum(count)::int as tokens from usage where assistant_id = ${id} and counter in ('tokens_in', 'tokens_out')
  `
  expect(used).toEqual({ tokens: spent })
})

test('a spent budget says when the day ends, in the workspace’s own time', async () => {
  metered.say('Yes.')
  const { id, visitor } = await site({ messagesPerDay: 1 })
  await rows`update workspaces set time_zone = 'America/New_York'`
  await rows`update assistants set updated_at = updated_at where id = ${id}`
  await owner.call('PATCH', `/v1/assistants/${id}`, { greeting: 'Hello again' })
  // Half past eleven in the evening there, the next day already in UTC.
  here.at('2026-11-21T04:30:00Z')
  const token = async () => {
    const answer = await here.app.request('/v1/chat/tokens', { method: 'POST', headers: visitor.headers })
    return {
      ...visitor,
      headers: { ...visitor.headers, authorization: `Bearer ${(await answer.json()).token}` },
    }
  }

  const late = await token()
  expect((await talk(base, late, 'Before?').send()).status).toBe(200)
  const refused = await talk(base, late, 'Again?').send()
  expect(refused.headers.get('retry-after')).toBe('1800')
  expect(await codeOf(refused)).toBe('budget_spent')
  here.at('2026-11-21T05:00:00Z')
  expect((await talk(base, await token(), 'After?').send()).status).toBe(200)
  expect(await spending(id)).toMatchObject([
    { day: '2026-11-20', messages: 1 },
    { day: '2026-11-21', messages: 1 },
  ])
  await rows`update workspaces set time_zone = 'UTC'`
})

test('an answer that runs over midnight settles on the day it began', async () => {
  const { id, visitor } = await site({})
  const script = led()
  metered.play(script.script)
  const answer = whole(talk(base, visitor, 'Late?').send())
  await script.started
  here.at('2026-11-21T00:00:01Z')
  script.say('Good morning.', { type: 'usage', input: 10, output: 3 })
  script.end()
  await answer
  here.at(testMoment)

  expect(await spending(id)).toEqual([{ day: '2026-11-20', messages: 1, spent: 13, reserved: 0 }])
})

test('what the model counted is settled; where it counted nothing, our own count, marked as estimated', async () => {
  const { id, visitor } = await site({})
  metered.play(async function* () {
    yield { type: 'text', text: 'Counted.' }
    yield { type: 'usage', input: 321, output: 7 }
    yield { type: 'end', end: 'complete' }
  })
  const counted = talk(base, visitor, 'Counted?')
  await whole(counted.send())
  metered.say('Uncounted, but long enough.')
  const uncounted = talk(base, visitor, 'Uncounted?')
  await whole(uncounted.send())

  expect(await usage(counted.id)).toEqual({ input: 321, output: 7, estimated: false })
  const prompt = metered.prompts.at(-1)
  if (!prompt) throw new Error('no prompt')
  const input = estimateInput(prompt)
  const output = countTokens('Uncounted, but long enough.')
  expect(await usage(uncounted.id)).toEqual({ input, output, estimated: true })
  expect(await spending(id)).toMatchObject([{ spent: 328 + input + output, reserved: 0 }])
})

test('what we reserve is never less than our own estimate of the prompt and the longest answer', async () => {
  const { id, visitor } = await site({ instructions: 'Sei freundlich. '.repeat(100) })
  const script = led()
  metered.play(script.script)
  const text = 'Wie groß? '.repeat(300)
  const answer = whole(talk(base, visitor, text).send())
  await script.started
  const prompt = metered.prompts.at(-1)
  const [{ reserved } = { reserved: 0 }] = await spending(id)
  script.end()
  await answer

  expect(prompt && estimateInput(prompt) + prompt.maxTokens).toBeLessThanOrEqual(reserved)
})

const down: [ModelFaultCode, boolean][] = [
  ['model_unavailable', false],
  ['model_busy', false],
  ['model_unpaid', false],
  ['model_slow', true],
]

test.each(down)(
  'a model that fails with %s before its first word costs something: %s',
  async (code, costs) => {
    const { id, visitor } = await site({})
    metered.play(failing(new ModelFault(code)))
    const heard = await whole(talk(base, visitor, 'Anybody?').send())

    expect(heard.at(-1)?.event).toEqual({ type: 'error', code })
    const [day] = await spending(id)
    expect({ costs: day?.spent > 0, reserved: day?.reserved, messages: day?.messages }).toEqual({
      costs,
      reserved: 0,
      messages: 1,
    })
  },
)

test('where the owner allows it, a model that is down is stood in for by quotes, which cost no tokens', async () => {
  const { id, visitor } = await site({ quoteFallback: true })
  metered.play(failing(new ModelFault('model_unavailable')))
  const asked = talk(base, visitor, 'Anybody?')
  const heard = await whole(asked.send())

  expect(eventsOf(heard).slice(1)).toEqual([
    {
      type: 'notice',
      notice: { model: 'ollama', where: 'server', fallback: false, because: null, sent: null },
    },
    {
      type: 'notice',
      notice: { model: 'quote', where: 'server', fallback: true, because: 'down', sent: null },
    },
    { type: 'text', text: 'Quoted.' },
    { type: 'done', end: 'complete' },
  ])
  expect(await usage(asked.id)).toEqual({ input: 0, output: 0, estimated: false })
  expect(await spending(id)).toMatchObject([{ messages: 1, spent: 0, reserved: 0 }])
})

test('a model that fails after its first word is not stood in for: what it said is kept, with the error', async () => {
  const { visitor } = await site({ quoteFallback: true })
  metered.play(async function* () {
    yield { type: 'text', text: 'Half a' }
    throw new ModelFault('model_unavailable', true)
  })
  const { send, follow } = talk(base, visitor, 'Whole?')
  const heard = await whole(send())

  expect(textOf(heard)).toBe('Half a')
  expect(heard.at(-1)?.event).toEqual({ type: 'error', code: 'model_unavailable' })
  expect(await whole(follow())).toEqual(heard)
})

test('an answer that fails in a way nobody foresaw ends as failed and says nothing of why', async () => {
  const { visitor } = await site({})
  metered.play(failing(new Error('the secret reason')))
  const before = here.faults.length
  const heard = await whole(talk(base, visitor, 'Well?').send())

  expect(heard.at(-1)?.event).toEqual({ type: 'error', code: 'failed' })
  expect(here.faults.length - before).toBe(1)
  expect(here.lines.join()).not.toContain('secret reason')
})

test('spent tokens do not keep an assistant from quoting, which needs none', async () => {
  const { id, key, visitor } = await site({ tokensPerDay: 2500 })
  metered.play(async function* () {
    yield { type: 'usage', input: 2000, output: 500 }
    yield { type: 'end', end: 'complete' }
  })
  await whole(talk(base, visitor, 'Dear?').send())
  expect(await codeOf(await talk(base, visitor, 'More?').send())).toBe('budget_spent')
  await owner.call('PATCH', `/v1/assistants/${id}`, { model: 'quote' })

  const heard = await whole(talk(base, await visit(here, key), 'For free?').send())
  expect(textOf(heard)).toBe('Quoted.')
})
