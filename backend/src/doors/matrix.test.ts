import { openapi } from '@atavus/contract/openapi'
import type { Operation } from '@atavus/contract/operation'
import { operations } from '@atavus/contract/operations'
import { refusals } from '@atavus/contract/refusals'
import { isScope, type Right, type Role, rights, roles, scopes } from '@atavus/contract/rights'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { pseudonym } from '../lib/ids.ts'
import { bodies } from '../testing/bodies.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import type { Owner, Visitor } from '../testing/shop.ts'
import { visit } from '../testing/shop.ts'
import { filled, furnish, type Place, secretOf } from '../testing/tenants.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'

// The authorization matrix: every door of the OpenAPI document, knocked at with every kind of credential and with the
// ids of one's own workspace, of another one, of another visitor and of nobody.

interface Described {
  operationId: keyof typeof operations
  security: Record<string, string[]>[]
  'x-right'?: Right
}
interface Door {
  name: keyof typeof operations
  method: string
  path: string
  /** Which credentials the document says that it takes: none means anybody. */
  takes: string[]
  right: Right | undefined
  operation: Operation
}

const document = openapi('http://localhost:4600')
const doors: Door[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, described]) => {
    const { operationId: name, security, 'x-right': right } = described as Described
    return { name, method, path, takes: security.flatMap(Object.keys), right, operation: operations[name] }
  }),
)
const guarded = doors.filter(({ takes }) => takes.length > 0)
const named = guarded.filter(({ path }) => path.includes('{'))

const own = 'http://localhost:4600'
const model = scripted('quote')
let atavus: TestWorld
let sql: ReturnType<typeof lookInto>
let mine: Place
let theirs: Place
let otherVisitor: Visitor

beforeAll(async () => {
  atavus = await testWorld({ models: { quote: model }, limits: noLimits })
  const base = await atavus.serve()
  sql = lookInto(atavus.address)
  model.say('From the shop: two days.')
  model.say('From the shop: two days.')
  mine = await furnish(atavus, base)
  theirs = await furnish(atavus, base)
  otherVisitor = await visit(atavus, await keyOf(mine))
  await atavus.work()
}, 60_000)
afterAll(async () => {
  await sql.end()
  await atavus.close()
})

async function keyOf({ owner, ids }: Place): Promise<string> {
  const answer = await owner.call('GET', `/v1/assistants/${ids.assistant}`)
  return ((await answer.json()) as { key: string }).key
}

/** What any request may touch: who was here and how often, and the warning that a browser holds a key. */
const touched = [
  'limits',
  'api_log',
  'security_log',
  'usage',
  'jobs',
  'outbox',
  'idempotency',
  'api_keys',
  'process_numbers',
]

/** A sum over every row of every table but those. */
async function holdings(): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> all (${touched}) order by c.relname
  `
  const sums = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] =
        await sql`select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from ${sql(name)} t`
      return [name, row?.sum ?? ''] as const
    }),
  )
  return Object.fromEntries(sums)
}

function knock(door: Door, headers: Record<string, string>, ids: Record<string, string>) {
  const { body, query, headers: needed } = bodies[door.name] ?? {}
  return atavus.app.request(filled(door.path, ids, pseudonym()) + (query ?? ''), {
    method: door.method.toUpperCase(),
    headers: { ...(door.operation.body && { 'content-type': 'application/json' }), ...needed, ...headers },
    ...(door.operation.body && { body: JSON.stringify(body?.(ids) ?? {}) }),
  })
}

const cookie = ({ cookie }: Owner) => ({ cookie, origin: own })
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

async function refusedWith(answer: Response, statuses: number[], what: object): Promise<void> {
  const problem = answer.status < 400 ? {} : ((await answer.json()) as { code: string })
  expect({
    ...what,
    status: answer.status,
    problem,
    refused: statuses.includes(answer.status),
  }).toMatchObject({
    refused: true,
  })
  if ('code' in problem) expect(String(problem.code) in refusals).toBe(true)
}

test.each(guarded)(
  '1 $name is closed to nobody, to garbage and to every kind of credential that it does not name',
  async door => {
    const before = await holdings()
    const wrong: Record<string, Record<string, string>> = {
      nobody: {},
      garbage: bearer('x.y.z'),
      'no token': { authorization: 'Bearer' },
      'another scheme': { authorization: 'Basic eDp5' },
      'a cookie of nothing': { cookie: '__Host-atavus=x.y.z', origin: own },
      'a key of nothing': bearer(`atv_sk_${'0'.repeat(36)}`),
      'a key with a body that is missing': bearer('atv_sk_'),
      ...(!door.takes.includes('visitor') && { visitor: mine.visitor.headers }),
      ...(!door.takes.includes('session') && { session: cookie(mine.owner) }),
      ...(!door.takes.includes('device') && { device: mine.device }),
      ...(!door.takes.includes('key') && { key: bearer(mine.secret) }),
      ...(door.takes.includes('key') && { 'a key in a browser': { ...bearer(mine.secret), origin: own } }),
      ...(door.takes.includes('visitor') && {
        'a visitor from elsewhere': { ...mine.visitor.headers, origin: 'https://shop.example.evil.test' },
        'a visitor from null': { ...mine.visitor.headers, origin: 'null' },
      }),
      ...(door.takes.includes('device') && {
        'a device from a page': { ...mine.device, origin: 'https://evil.example' },
        'a device from our own page': { ...mine.device, origin: own },
      }),
      ...(door.takes.includes('session') &&
        door.method !== 'get' && {
          'another site': { ...cookie(mine.owner), origin: 'https://evil.example' },
        }),
    }
    for (const [who, headers] of Object.entries(wrong))
      await refusedWith(await knock(door, headers, mine.ids), [401, 403], { who, door: door.name })
    expect(await holdings()).toEqual(before)
  },
)

test.each(named)(
  '1 $name knows no id of another workspace or visitor, whoever asks for it (regressions 9, 15, 33, 41, 43, 46)',
  async door => {
    const before = await holdings()
    const outsiders: Record<string, Record<string, string>> = {
      ...(door.takes.includes('session') && { 'another owner': cookie(theirs.owner) }),
      ...(door.takes.includes('device') && { 'another account’s device': theirs.device }),
      ...(door.takes.includes('key') && { 'another workspace’s key': bearer(theirs.secret) }),
      ...(door.takes.includes('visitor') && {
        'another site’s visitor': theirs.visitor.headers,
        'another visitor of the same site': otherVisitor.headers,
      }),
    }
    for (const [who, headers] of Object.entries(outsiders)) {
      // An operator's doors are closed to owners altogether.
      const statuses = door.operation.who === 'operator' ? [403] : [404]
      await refusedWith(await knock(door, headers, mine.ids), statuses, { who, door: door.name })
    }
    expect(await holdings()).toEqual(before)
  },
)

test.each(named)('1 $name does not know the id of nobody', async door => {
  const before = await holdings()
  const insiders: Record<string, Record<string, string>> = {
    ...(door.takes.includes('session') && { owner: cookie(mine.owner) }),
    ...(door.takes.includes('key') && { key: bearer(mine.secret) }),
    ...(door.takes.includes('device') && { device: mine.device }),
    ...(door.takes.includes('visitor') && { visitor: mine.visitor.headers }),
  }
  for (const [who, headers] of Object.entries(insiders)) {
    const statuses = door.operation.who === 'operator' ? [403] : [404]
    await refusedWith(await knock(door, headers, {}), statuses, { who, door: door.name })
  }
  expect(await holdings()).toEqual(before)
})

const inWorkspace = guarded.filter(({ right, takes }) => right && takes.includes('session'))

test.each(inWorkspace)(
  '8.2 $name is open to the roles that the table of rights names, and to no other',
  async door => {
    const right = door.right as Right
    const closed = roles.filter(role => !rights[role].includes(right))
    const before = await holdings()
    for (const role of closed)
      await refusedWith(await knock(door, cookie(mine[role]), mine.ids), [403], { role, door: door.name })
    expect(await holdings()).toEqual(before)
    // Who may is let through to where there is nothing: neither a credential nor a right is what is missing.
    for (const role of roles.filter(
      (role: Role) => rights[role].includes(right) && door.path.includes('{'),
    )) {
      const answer = await knock(door, cookie(mine[role]), {})
      expect({ role, door: door.name, status: answer.status }).toEqual({ role, door: door.name, status: 404 })
    }
  },
)

test.each(guarded.filter(({ takes }) => takes.includes('key')))(
  '8.2 $name is open to an API key with its scope, and to none with all the others',
  async door => {
    const right = door.right as Right
    if (!isScope(right)) throw new Error('a key has scopes alone')
    const before = await holdings()
    const { secret } = await secretOf(
      mine.owner,
      scopes.filter(scope => scope !== right),
    )
    await atavus.work()
    const made = await holdings()
    await refusedWith(await knock(door, bearer(secret), mine.ids), [403], { door: door.name })
    expect(await holdings()).toEqual(made)
    expect(made).toMatchObject({ assistants: before.assistants, messages: before.messages })
  },
)

test.each(guarded.filter(({ operation }) => operation.confirmed && operation.who !== 'operator'))(
  '7.5 $name wants a session that has proven itself within a quarter of an hour',
  async door => {
    const { body } = bodies[door.name] ?? {}
    expect(door.operation.body === undefined || body !== undefined).toBe(true)
    await sql`update sessions set confirmed_at = confirmed_at - interval '15 minutes'`
    const before = await holdings()
    const answer = await knock(door, cookie(mine.owner), mine.ids)
    expect(await answer.json()).toMatchObject({ code: 'confirmation_required' })
    expect(await holdings()).toEqual(before)
    await sql`update sessions set confirmed_at = confirmed_at + interval '15 minutes'`
  },
)

test('every operation of the contract has a door, and every door under /v1 is in the document', () => {
  const open = new Set(
    atavus.app.routes
      .filter(route => route.path.startsWith('/v1/') && route.method !== 'ALL' && route.method !== 'OPTIONS')
      .map(route => `${route.method} ${route.path}`),
  )
  const described = doors.map(
    ({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
  )
  expect([...open].sort()).toEqual([...described].sort())
})
