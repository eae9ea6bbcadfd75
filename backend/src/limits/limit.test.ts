import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import type { LimitRules } from './rules.ts'

const many = { burst: 1000, every: 1 }
const rules: LimitRules = {
  visitor: many,
  address: many,
  key: many,
  apiKey: many,
  workspace: many,
  refused: many,
  arrivals: many,
  signIns: many,
  passwordTries: many,
  passwordTriesEverywhere: many,
  requests: many,
  billing: many,
}

let here: TestWorld
let base: string
let owner: Owner
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({
    models: { quote: model },
    limits: rules,
    environment: { TRUSTED_PROXIES: '127.0.0.1' },
    capacity: { answers: 1000, openings: 1000 },
  })
  base = await here.serve()
  owner = await signUp(here)
  rows = lookInto(here.address)
  model.say('Yes.')
})
afterAll(async () => {
  await rows.end()
  await here.close()
})
beforeEach(async () => {
  Object.assign(rules, { visitor: many, address: many, key: many, arrivals: many })
  here.at(testMoment)
  await rows`delete from limits`
})

const after = (seconds: number) => here.at(new Date(Date.parse(testMoment) + seconds * 1000))
const visitor = async () => visit(here, (await assistantOf(owner)).key)
const ask = ({ headers }: { headers: Record<string, string> }, from = '203.0.113.1', more = {}) =>
  fetch(`${base}/v1/chat/conversation`, { headers: { ...headers, 'x-forwarded-for': from, ...more } })
const statuses = async (asked: Promise<Response>[]) => (await Promise.all(asked)).map(({ status }) => status)
const passed = async (asked: Promise<Response>[]) =>
  (await statuses(asked)).filter(status => status === 200).length

test('a visitor may ask so often at once, and once more each time a gap has passed', async () => {
  const one = await visitor()
  rules.visitor = { burst: 5, every: 2 }

  expect(await passed(Array.from({ length: 40 }, () => ask(one)))).toBe(5)
  after(1.9)
  expect(await passed([ask(one)])).toBe(0)
  after(2)
  expect(await passed([ask(one), ask(one), ask(one)])).toBe(1)
  after(6)
  expect(await passed([ask(one), ask(one), ask(one)])).toBe(2)
  after(600)
  expect(await passed(Array.from({ length: 10 }, () => ask(one)))).toBe(5)
})

test('the header fields say what is left and how long to wait, and waiting so long is enough', async () => {
  const one = await visitor()
  rules.visitor = { burst: 3, every: 2.5 }
  const fields = (response: Response) =>
    ['retry-after', 'ratelimit', 'ratelimit-policy'].map(name => response.headers.get(name))
  const policy = '"default";q=3;w=8'

  expect(fields(await ask(one))).toEqual([null, '"default";r=2;t=3', policy])
  expect(fields(await ask(one))).toEqual([null, '"default";r=1;t=5', policy])
  expect(fields(await ask(one))).toEqual([null, '"default";r=0;t=8', policy])
  const refused = await ask(one)
  expect(fields(refused)).toEqual(['3', '"default";r=0;t=3', null])
  expect(await refused.json()).toMatchObject({ status: 429, code: 'too_many_requests', retryAfter: 3 })
  after(2.4)
  expect((await ask(one)).headers.get('retry-after')).toBe('1')
  after(3)
  expect((await ask(one)).status).toBe(200)
})

test('of several limits the fields are about the one that is nearest', async () => {
  const [one, two] = [await visitor(), await visitor()]
  rules.visitor = { burst: 4, every: 1 }
  rules.address = { burst: 6, every: 1 }
  for (let i = 0; i < 3; i++) await ask(one)

  const response = await ask(two)
  expect(response.headers.get('ratelimit-policy')).toBe('"default";q=6;w=6')
  expect(response.headers.get('ratelimit')).toBe('"default";r=2;t=4')
})

test('P6.7 each limit counts for itself, and who is refused by one has taken nothing from another', async () => {
  const [one, two, three] = [await visitor(), await visitor(), await visitor()]
  rules.visitor = { burst: 2, every: 1 }
  rules.address = { burst: 5, every: 1 }

  expect(await passed(Array.from({ length: 20 }, () => ask(one)))).toBe(2)
  expect(await passed(Array.from({ length: 20 }, () => ask(two)))).toBe(2)
  expect(await passed(Array.from({ length: 20 }, () => ask(three)))).toBe(1)
  expect(await passed([ask(three, '203.0.113.2')])).toBe(1)
})

test('P6.7 a key is limited for all who come by it, from wherever', async () => {
  rules.key = { burst: 10, every: 1 }
  const { key } = await assistantOf(owner)
  const visitors = await Promise.all(Array.from({ length: 5 }, () => visit(here, key)))

  const asked = visitors.flatMap((one, i) => Array.from({ length: 6 }, () => ask(one, `198.51.100.${i}`)))
  // Each of the five consents was one, too.
  expect(await passed(asked)).toBe(5)
})

test.each<[string, string, string, boolean]>([
  ['one address', '203.0.113.1', '203.0.113.1', true],
  ['two addresses', '203.0.113.1', '203.0.113.2', false],
  ['one network of IPv6', '2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
  ['one network, written otherwise', '2001:0DB8:0001:0002::1', '2001:db8:1:2::9', true],
  ['two networks of IPv6', '2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['IPv4 in IPv6', '203.0.113.1', '::ffff:203.0.113.1', true],
  ['IPv4 in IPv6, in hexadecimal', '203.0.113.1', '::ffff:cb00:7101', true],
  ['what a client claims before its address', '203.0.113.1', '6.6.6.6, 203.0.113.1', true],
  ['what a client claims in many words', '203.0.113.1', 'evil, 6.6.6.6,203.0.113.1', true],
])('behind a trusted proxy %s counts once: %s and %s', async (_, first, second, same) => {
  const [one, two] = [await visitor(), await visitor()]
  rules.address = { burst: 1, every: 60 }

  expect((await ask(one, first)).status).toBe(200)
  expect((await ask(two, second)).status).toBe(same ? 429 : 200)
})

test('without a trusted proxy a forwarded address is not believed', async () => {
  const bare = await testWorld({ models: { quote: model }, limits: rules, beside: here })
  const [one, two] = [await visitor(), await visitor()]
  rules.address = { burst: 1, every: 60 }
  const url = base
  base = await bare.serve()

  expect((await ask(one, '203.0.113.1')).status).toBe(200)
  expect((await ask(two, '203.0.113.2')).status).toBe(429)
  base = url
  await bare.close()
})

test('two processes count together', async () => {
  rules.visitor = { burst: 7, every: 5 }
  const there = await testWorld({ models: { quote: model }, limits: rules, beside: here })
  const bases = [base, await there.serve()]
  const one = await visitor()
  const asked = Array.from({ length: 30 }, (_, i) => {
    base = bases[i % 2] ?? base
    return ask(one)
  })
  base = bases[0] ?? base

  expect(await passed(asked)).toBe(7)
  await there.close()
})

test('P6.7 what must be counted before anybody is known is counted by address', async () => {
  rules.arrivals = { burst: 3, every: 1 }
  const { key } = await assistantOf(owner)
  const look = () =>
    fetch(`${base}/v1/chat/assistant?key=${key}`, {
      headers: { origin: 'https://shop.example', 'x-forwarded-for': '203.0.113.7' },
    })

  expect((await statuses(Array.from({ length: 20 }, look))).filter(status => status === 200)).toHaveLength(3)
  const refused = await look()
  expect(refused.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  expect(here.faults).toEqual([])
})
