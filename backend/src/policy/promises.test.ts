import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookiePromises } from '../privacy/promises.ts'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { policyPromises } from './promises.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>
beforeAll(async () => {
  here = await testWorld()
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const stateOf = async (id: string) => {
  const found = [...policyPromises, ...cookiePromises].find(one => one.id === id)
  return (await found?.check(here.world))?.state
}

test('P11.1 a version that is not what it was when it was published shows', async () => {
  expect(await stateOf('P11.1')).toBe('kept')
  await rows`update policies set content = jsonb_set(content, '{title}', '"Another"')`
  expect(await stateOf('P11.1')).toBe('broken')
  await rows`update policies set content = jsonb_set(content, '{title}', '"Privacy policy"')`
  expect(await stateOf('P11.1')).toBe('kept')
})

test('P11.2 an account that was not told of a significant change within the hour shows', async () => {
  await rows`
    insert into accounts (id, email, username, password_hash, policy_version, adult_stated_at, created_at)
    values (gen_random_uuid(), 'a@shop.example', 'a', 'none', '2026-04-23', ${testMoment}, ${testMoment})
  `
  await rows`
    insert into policies (version, hash, content, summary, significant, published_at)
    select 2, sha256('two'), content, 'It changes', true, ${testMoment} from policies
  `
  here.at(new Date(Date.parse(testMoment) + 59 * 60_000))
  expect(await stateOf('P11.2')).toBe('kept')
  here.at(new Date(Date.parse(testMoment) + 61 * 60_000))
  expect(await stateOf('P11.2')).toBe('broken')
  const at = (hours: number) => here.at(new Date(Date.parse(testMoment) + hours * 60 * 60_000))
  await rows`insert into policy_notices (account_id, version, queued_at) select id, 2, ${here.world.now()} from accounts`
  expect(await stateOf('P11.2')).toBe('kept')
  at(26)
  expect(await stateOf('P11.2')).toBe('attention')
  await rows`update policy_notices set read_at = ${testMoment}`
  expect(await stateOf('P11.2')).toBe('kept')
  await rows`update policy_notices set read_at = null, sent_at = ${testMoment}`
  expect(await stateOf('P11.2')).toBe('kept')
})

test('P11.2 what lies in the outbox is told apart from what was mailed, and so is what no server takes', async () => {
  const facts = async () => {
    const evidence = await policyPromises.find(({ id }) => id === 'P11.2')?.check(here.world)
    return Object.fromEntries(evidence?.facts.map(fact => [fact.fact, 'count' in fact && fact.count]) ?? [])
  }
  expect(await facts()).toMatchObject({ told: 1, mailed: 1, outbox: 0, outstanding: 0, undeliverable: 0 })
  await rows`update policy_notices set sent_at = null, outbox_at = ${testMoment}`
  expect(await facts()).toMatchObject({ told: 1, mailed: 0, outbox: 1, outstanding: 0, undeliverable: 0 })
  await rows`update policy_notices set outbox_at = null, undeliverable_at = ${testMoment}`
  expect(await facts()).toMatchObject({ told: 1, mailed: 0, outbox: 0, outstanding: 0, undeliverable: 1 })
})

test('P7.1 the widget that is served has no word for cookies', async () => {
  expect(await stateOf('P7.1')).toBe('kept')
})
