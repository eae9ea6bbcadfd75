import { readFile } from 'node:fs/promises'
import type { Trust } from '@atavus/contract/trust'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { talk, whole } from '../chat/testing/talk.ts'
import { firstContent } from '../policy/content.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { mailsTo } from '../testing/mail.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { lookAtAll } from './look.ts'
import { promises } from './promises.ts'
import { coarsely, magnitude } from './shown.ts'
import thief from './thief.json' with { type: 'json' }

let here: TestWorld
let rows: ReturnType<typeof lookInto>
let operator: Owner
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model } })
  rows = lookInto(here.address)
  const base = await here.serve()
  operator = await signUp(here)
  const { id } = (await (await operator.call('GET', '/v1/account')).json()) as { id: string }
  await rows`insert into operators (account_id, added_at) values (${id}, ${testMoment})`
  await rows`update sessions set factor = true, confirmed_at = ${testMoment} where account_id = ${id}`
  model.say('Yes.')
  await whole(talk(base, await visit(here, (await assistantOf(operator)).key), 'Do you keep them?').send())
  await sweep(here.world)
})
beforeEach(() => here.at(testMoment))
afterAll(async () => {
  await rows.end()
  await here.close()
})

const seen = async () => (await (await here.app.request('/trust.json')).json()) as Trust
const looked = async () => {
  await lookAtAll(here.world)
  return seen()
}
const stateOf = async (id: string) => (await looked()).promises.find(one => one.id === id)?.state

test('on a platform that keeps its promises none is broken', async () => {
  const { promises: all, counts } = await looked()
  expect(all.filter(({ state }) => state === 'broken')).toEqual([])
  expect(counts.kept).toBeGreaterThan(20)
  expect(counts.kept + counts.attention + counts.broken + counts.unused).toBe(promises.length)
  expect(here.faults).toEqual([])
})

test('every promise of the policy is looked at, and no other', () => {
  const made = firstContent.chapters.flatMap(({ sentences }) => sentences.flatMap(({ promises }) => promises))
  expect(promises.map(({ id }) => id).sort()).toEqual(made.sort())
})

async function withoutAccount(username: string) {
  await rows`delete from accounts where username = ${username}`
  // Nobody gave it the time, so that it is noted at the beginning of all.
  await rows`delete from erasures`
}

/** Something that breaks a promise, and how it is mended. */
const breaks: [string, string, () => Promise<unknown>, () => Promise<unknown>][] = [
  [
    'P1.11',
    'a column that is not on the map',
    () => rows`alter table accounts add column shoe_size int`,
    () => rows`alter table accounts drop column shoe_size`,
  ],
  [
    'P1.1',
    'a table’s column that is not on the map',
    () => rows`alter table pictures add column place text`,
    () => rows`alter table pictures drop column place`,
  ],
  [
    'P1.2',
    'a password kept in another scheme',
    () => rows`insert into accounts (id, email, username, password_hash, policy_version, adult_stated_at, created_at)
      values (gen_random_uuid(), 'x@x.example', 'xx', 'plain', '1', ${testMoment}, ${testMoment})`,
    () => withoutAccount('xx'),
  ],
  [
    'P1.8',
    'an address in full past its seven days',
    () =>
      rows`insert into security_log (id, at, event, address) values (gen_random_uuid(), '2026-11-12T12:00:00Z', 'limited', '192.0.2.1')`,
    () => rows`delete from security_log where address = '192.0.2.1'`,
  ],
  [
    'P1.9',
    'a whole User-Agent',
    () => rows`update sessions set browser = 'Mozilla/5.0 (X11; Linux x86_64)'`,
    () => rows`update sessions set browser = 'Firefox 140'`,
  ],
  [
    'P3.2',
    'a column for cards',
    () => rows`alter table accounts add column card_number text`,
    () => rows`alter table accounts drop column card_number`,
  ],
  [
    'P4.2',
    'a message long past its term on the disk',
    async () => {
      await rows`select ensure_messages_partition('2026-11-18T12:00:00Z')`
      await rows`
        insert into messages (workspace_id, conversation_id, id, role, sealed, created_at, expires_at)
        values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'visitor', '', '2026-11-17T12:00:00Z', '2026-11-18T12:00:00Z')
      `
    },
    () => sweep(here.world),
  ],
  [
    'P4.3',
    'a request of the log past its 90 days',
    () => rows`insert into api_log (id, at, method, route, status, ms, by_kind, network)
      values (gen_random_uuid(), '2026-08-01T12:00:00Z', 'GET', '/x', 200, 1, 'nobody', '')`,
    () => sweep(here.world),
  ],
  [
    'P4.5',
    'an assistant that stands in files for more than 25 hours',
    () => rows`insert into deletions (id, kind, via, asked_at, done_at, ms, conversations, messages, position)
      values (gen_random_uuid(), 'assistant', 'owner', '2026-11-19T10:59:00Z', '2026-11-19T10:59:00Z', 1, 1, 2, 0)`,
    () => rows`update deletions set rewritten_at = ${testMoment} where rewritten_at is null`,
  ],
  [
    'P8.3',
    'a visitor who stands in files for 40 days',
    () => rows`insert into deletions (id, kind, via, asked_at, done_at, ms, conversations, messages, position)
      values (gen_random_uuid(), 'visitor', 'visitor', '2026-10-11T12:00:00Z', '2026-10-11T12:00:00Z', 1, 1, 2, 0)`,
    () => rows`update deletions set rewritten_at = ${testMoment} where rewritten_at is null`,
  ],
  [
    'P8.3',
    'what a hold kept of an erasure, and is there although it is over',
    // Somebody has it, so that nobody here takes it.
    () => rows`insert into jobs (id, kind, subject, run_at, leased_until, created_at)
      values (gen_random_uuid(), 'released', jsonb_build_object('of', 'conversation', 'via', 'account',
        'conversation', gen_random_uuid(), 'asked', '2026-11-01T12:00:00Z'), '2026-11-20T10:59:00Z', '2027-11-20T12:00:00Z', '2026-11-01T12:00:00Z')`,
    () => rows`delete from jobs where kind = 'released'`,
  ],
  [
    'P9.2',
    'a child who stands in files for two days',
    () => rows`insert into deletions (id, kind, via, asked_at, done_at, ms, conversations, messages, position)
      values (gen_random_uuid(), 'child', 'owner', '2026-11-18T12:00:00Z', '2026-11-18T12:00:00Z', 1, 1, 2, 0)`,
    () => rows`update deletions set rewritten_at = ${testMoment} where rewritten_at is null`,
  ],
  [
    'P9.2',
    'a report of a child that is open for more than a day',
    () => rows`insert into requests (id, kind, via, sealed, opened_at, due_at)
      values (gen_random_uuid(), 'child', 'mail', '', '2026-11-19T11:59:00Z', '2026-12-19T11:59:00Z')`,
    () => rows`delete from requests where kind = 'child'`,
  ],
  [
    'P5.2',
    'a table whose rows every workspace reaches',
    () => rows`create policy open on assistants for select to atavus_app using (true)`,
    () => rows`drop policy open on assistants`,
  ],
  [
    'P6.5',
    'an API key that is kept as it is',
    () => rows`insert into api_keys (workspace_id, id, name, scopes, hash, ending, created_at)
      select id, gen_random_uuid(), 'x', '{}', 'atv_sk_plain', 'x', ${testMoment} from workspaces limit 1`,
    () => rows`delete from api_keys where name = 'x'`,
  ],
]

test.each(breaks)('%s turns red by %s, and is as before once it is mended', async (id, _, spoil, mend) => {
  const before = await stateOf(id)
  expect(['kept', 'unused']).toContain(before)
  await spoil()
  expect(await stateOf(id)).toBe('broken')
  await mend()
  expect(await stateOf(id)).toBe(before)
})

test('P1.2 a hash below the cost in force needs a look', async () => {
  await rows`insert into accounts (id, email, username, password_hash, policy_version, adult_stated_at, created_at)
    values (gen_random_uuid(), 'y@y.example', 'yy', ${`$2b$03$${'a'.repeat(53)}`}, '1', ${testMoment}, ${testMoment})`
  expect(await stateOf('P1.2')).toBe('attention')
  await withoutAccount('yy')
})

test('a look that is older than a quarter of an hour says nothing any more', async () => {
  await looked()
  here.at('2026-11-20T12:15:00.000Z')
  expect((await seen()).counts.attention).toBeLessThan(promises.length)
  here.at('2026-11-20T12:15:01.000Z')
  expect((await seen()).counts.attention).toBe(promises.length)
})

test('what cannot be looked at needs a look, and does not keep the others from it', async () => {
  await rows`revoke select on consents from atavus_keeper`
  const after = await looked()
  await rows`grant select on consents to atavus_keeper`
  here.faults.splice(0)
  expect(after.promises.find(({ id }) => id === 'P8.6')?.state).toBe('attention')
  expect(after.promises.find(({ id }) => id === 'P6.5')?.state).toBe('kept')
})

test('anyone sees orders of magnitude, operators what is so exactly; a broken one is mailed to them once', async () => {
  await looked()
  const text = JSON.stringify(await seen())
  expect(text).not.toContain(process.versions.node)
  const { email } = (await (await operator.call('GET', '/v1/account')).json()) as { email: string }
  const told = async () =>
    (await mailsTo(here, email)).filter(({ subject }) => subject === 'A promise is broken').length
  // The outbox shows the latest alone.
  await rows`delete from outbox`
  await rows`alter table accounts add column shoe_size int`
  await looked()
  await looked()
  await rows`alter table accounts drop column shoe_size`
  // The account's own promises, and that nothing else is held.
  expect(await told()).toBe(3)

  const exact = JSON.stringify(await (await operator.call('GET', '/v1/operator/trust')).json())
  expect(exact).toContain(process.versions.node)
  expect(exact).toMatch(/"before":"kept"/)
})

test.each([
  [0, '0'],
  [1, '1–9'],
  [9, '1–9'],
  [10, '10–99'],
  [1234, '1000–9999'],
])('%d is shown as %s', (count, shown) => expect(magnitude(count)).toBe(shown))

test.each([
  [0.4, 0],
  [59.9, 0],
  [61, 60],
  [3599, 3540],
  [3725, 3600],
  [90_061, 86_400],
  [200_000, 172_800],
])('an age of %d seconds is shown as %d', (age, shown) => expect(coarsely(age)).toBe(shown))

test('anyone sees ages in whole days, hours or minutes, and how many targets are let through by magnitude', async () => {
  const { settings } = here.world
  Object.assign(settings, { egressAllow: ['10.0.0.7:80', '10.0.0.8:80'] })
  here.at('2026-11-20T13:07:31.000Z')
  const { promises: all, settings: shown } = await looked()
  const swept = all.find(({ id }) => id === 'P4.2')?.facts.find(({ fact }) => fact === 'lastSweep')
  expect([swept?.value, shown.egressAllow]).toEqual(['3600', '1–9'])
  expect(await (await here.app.request('/trust')).text()).toContain('lets 1–9 exact targets')
  Object.assign(settings, { egressAllow: [] })
})

test('the page says of each promise what, how, whether and when, without a script', async () => {
  await looked()
  const answer = await here.app.request('/trust')
  const html = await answer.text()
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(html).not.toMatch(/<script|style=|onclick/i)
  for (const { id } of promises) expect(html).toContain(`id="${id}"`)
  expect(html).toContain('No backups are made on this installation.')
})

test('what a thief would learn is said in the same words on the page and in SECURITY.md', async () => {
  const text = await readFile(new URL('../../../SECURITY.md', import.meta.url), 'utf8')
  const plain = text.replaceAll("'", '’')
  for (const line of thief) expect(plain).toContain(`- ${line}`)
})
