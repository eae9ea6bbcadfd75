import type { Operation } from '@atavus/contract/operation'
import { operations } from '@atavus/contract/operations'
import { refusals } from '@atavus/contract/refusals'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newId, pseudonym } from './lib/ids.ts'
import { lookInto } from './testing/database.ts'
import { scripted } from './testing/model.ts'
import { assistantOf, hear, type Owner, shopOrigin, signUp, type Visitor, visit } from './testing/shop.ts'
import { type TestWorld, testWorld } from './testing/world.ts'

// Every door of the contract, knocked at by everybody who may not come in and with everything that is not a key.

const all = Object.entries<Operation>(operations)
const wide = { burst: 1_000_000, every: 0.000001 }
const model = scripted('quote')
let house: TestWorld
let base: string
let mine: Owner
let theirs: Owner
let visitor: Visitor
let ids: Record<string, string>
let sql: ReturnType<typeof lookInto>

beforeAll(async () => {
  house = await testWorld({
    models: { quote: model },
    limits: { visitor: wide, address: wide, key: wide, arrivals: wide, signIns: wide },
  })
  base = await house.serve()
  sql = lookInto(house.address)
  model.say('From the shop: two days.')
  mine = await signUp(house)
  theirs = await signUp(house)
  const assistant = await assistantOf(mine)
  const other = await assistantOf(theirs)
  const document = await mine.call('POST', `/v1/assistants/${assistant.id}/documents`, {
    title: 'Delivery',
    url: null,
    language: 'en',
    text: 'Delivery takes two days.',
  })
  const owner = await visit(house, assistant.key)
  const [start] = await hear(await owner.ask(base, 'How long does delivery take?'))
  if (start?.event.type !== 'start') throw new Error('no answer')
  visitor = await visit(house, other.key)
  ids = {
    assistant: assistant.id,
    document: ((await document.json()) as { id: string }).id,
    conversation: start.event.conversation,
    message: start.event.message,
  }
})
afterAll(async () => {
  await sql.end()
  await house.close()
})

const filled = (path: string, values: Record<string, string>) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? pseudonym())

/** What the database holds, but for what every request may touch. */
async function holdings(): Promise<string> {
  const tables = [
    'assistants',
    'documents',
    'passages',
    'conversations',
    'messages',
    'replies',
    'consents',
    'budgets',
  ]
  const sums = await Promise.all(
    tables.map(
      table =>
        sql`select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from ${sql(table)} t`,
    ),
  )
  return sums.map(([row]) => row?.sum).join()
}

async function knock(
  operation: Operation,
  headers: Record<string, string>,
  values: Record<string, string>,
  body?: unknown,
) {
  const sent = operation.body ? JSON.stringify(body ?? example(operation)) : undefined
  return house.app.request(filled(operation.path, values), {
    method: operation.method.toUpperCase(),
    headers: { 'content-type': 'application/json', ...headers },
    ...(sent !== undefined && { body: sent }),
  })
}

/** A body that the schema takes, so that only who asks is wrong. */
function example(operation: Operation): unknown {
  const examples: Record<string, unknown> = {
    '/v1/chat/messages': { id: pseudonym(), text: 'Hello?' },
    '/v1/chat/messages/{message}/feedback': { thumb: 'up' },
    '/v1/chat/consents/withdraw': { delete: true },
    '/v1/assistants/{assistant}': { name: 'Taken over' },
    '/v1/assistants/{assistant}/mask': { text: 'Hello' },
    '/v1/assistants/{assistant}/documents': { title: 'x', url: null, language: 'en', text: 'x' },
    '/v1/assistants/{assistant}/documents/{document}': { title: 'x' },
  }
  return examples[operation.path] ?? {}
}

const guarded = all.filter(([, operation]) => operation.who !== 'anyone')
const withIds = guarded.filter(([, operation]) => operation.path.includes('{'))

test.each(guarded)(
  '%s is closed to nobody, to garbage and to the wrong kind of credential',
  async (_, operation) => {
    const before = await holdings()
    const wrong: Record<string, string>[] = [
      {},
      { authorization: 'Bearer x.y.z' },
      { authorization: 'Bearer' },
      { authorization: 'Basic eDp5' },
      { cookie: '__Host-atavus=x.y.z' },
      operation.who === 'visitor' ? { cookie: mine.cookie } : visitor.headers,
      { ...visitor.headers, origin: 'https://shop.example.evil.test' },
      { ...visitor.headers, origin: 'null' },
      Object.fromEntries(Object.entries(visitor.headers).filter(([name]) => name !== 'origin')),
    ]
    for (const headers of wrong) {
      const answer = await knock(operation, headers, ids)
      expect([401, 403]).toContain(answer.status)
      expect(((await answer.json()) as { code: string }).code in refusals).toBe(true)
    }
    expect(await holdings()).toBe(before)
  },
)

test.each(withIds)('%s does not know the ids of another workspace or visitor', async (_, operation) => {
  const before = await holdings()
  const headers =
    operation.who === 'visitor' ? visitor.headers : { cookie: theirs.cookie, origin: 'http://localhost:4600' }

  const answer = await knock(operation, headers, ids)

  expect(answer.status).toBe(404)
  expect(await holdings()).toBe(before)
})

test.each(all)('%s answers odd input with a problem document and its code', async (_, operation) => {
  const bodies = [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '0',
    'true',
    '{"a":1}',
    '{"__proto__":{"x":1}}',
    '{"id":null}',
    '[[[[]]]]',
    `{"text":${JSON.stringify('x'.repeat(70_000))}}`,
    '{"id":"\\u0000"}',
    '\u0000',
    '{"text":"a\\u0000b","id":"x"}',
  ]
  const who =
    operation.who === 'session' ? { cookie: mine.cookie, origin: 'http://localhost:4600' } : visitor.headers
  if (operation.body)
    for (const body of bodies) {
      const answer = await house.app.request(filled(operation.path, {}), {
        method: operation.method.toUpperCase(),
        headers: { 'content-type': 'application/json', ...who },
        body,
      })
      await expectProblem(answer)
    }
  for (const path of [
    filled(operation.path, {}),
    operation.path,
    operation.path.replace(/\{\w+\}/g, "1'--"),
    operation.path.replace(/\{\w+\}/g, '%00'),
  ]) {
    if (!operation.path.includes('{')) break
    await expectProblem(await knock({ ...operation, path }, who, {}))
  }
  const plain = await house.app.request(filled(operation.path, {}), { method: 'PUT', headers: who })
  expect(plain.status).toBe(405)
})

async function expectProblem(answer: Response) {
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  const problem = (await answer.json()) as { code: string; status: number }
  expect(problem.code in refusals).toBe(true)
  expect(problem.status).toBe(answer.status)
}

test.each(all.filter(([, operation]) => operation.query))(
  '%s refuses a doubled or unknown parameter',
  async (_, operation) => {
    const who = operation.who === 'session' ? { cookie: mine.cookie } : { origin: shopOrigin }
    for (const query of [
      '?a=1',
      '?cursor=x&cursor=y',
      '?lang=en&lang=de',
      '?format=csv&format=json',
      '?constructor=1',
    ]) {
      const answer = await house.app.request(`${filled(operation.path, ids)}${query}`, { headers: who })
      expect(answer.status).toBe(400)
    }
  },
)

test('no value of any shape makes a door break', async () => {
  const writers = all.filter(([, operation]) => operation.body)
  const before = house.faults.length
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...writers),
      fc.anything({ maxDepth: 3 }),
      fc.nat(),
      async ([, operation], value, pick) => {
        const fields = fieldsOf(operation)
        const name = fields[pick % Math.max(1, fields.length)] ?? 'x'
        const who =
          operation.who === 'session'
            ? { cookie: mine.cookie, origin: 'http://localhost:4600' }
            : visitor.headers
        const whole = example(operation) as Record<string, unknown>
        const answer = await fetch(base + filled(operation.path, {}), {
          method: operation.method.toUpperCase(),
          headers: { 'content-type': 'application/json', ...who },
          body: JSON.stringify({ ...whole, [name]: value }) ?? 'null',
        })
        expect(answer.status).toBeLessThan(500)
        // An answer that streams is left to itself.
        await answer.body?.cancel()
      },
    ),
    { numRuns: 400 },
  )
  expect(house.faults.slice(before)).toEqual([])
})

function fieldsOf(operation: Operation): string[] {
  const schema = z.toJSONSchema(operation.body ?? z.object({}), { io: 'input' })
  return Object.keys(schema.properties ?? {})
}

test('every operation of the contract has a door, and every door under /v1 is in the contract', () => {
  const doors = new Set(
    house.app.routes
      .filter(route => route.path.startsWith('/v1/') && route.method !== 'ALL' && route.method !== 'OPTIONS')
      .map(route => `${route.method} ${route.path}`),
  )
  const named = all.map(
    ([, { method, path }]) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
  )

  expect([...doors].sort()).toEqual([...named].sort())
})

test('an unknown path under /v1 and an unknown id are not found, whatever the method', async () => {
  for (const path of ['/v1', '/v1/', '/v1/nothing', `/v1/chat/${newId(new Date(0))}`])
    expect((await house.app.request(path, { method: 'GET' })).status).toBe(404)
})
