import type { Trust } from '@atavus/contract/trust'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { talk, whole } from '../chat/testing/talk.ts'
import type { PromiseEntry } from '../privacy/promise.ts'
import { type RemoteSite, remoteSite } from '../remote/testing/site.ts'
import { lookInto } from '../testing/database.ts'
import { visit } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { lookAtAll } from './look.ts'
import { promises } from './promises.ts'

let site: RemoteSite
let rows: ReturnType<typeof lookInto>

// Of one visitor’s one question and what left for it.
beforeAll(async () => {
  site = await remoteSite({ limits: {} })
  rows = lookInto(site.here.address)
  await whole(talk(site.base, await visit(site.here, (await site.assistant()).key), 'Are you there?').send())
})
beforeEach(() => site.here.at(testMoment))
afterAll(async () => {
  await rows.end()
  await site.close()
})

async function seen(id: string) {
  const { world, app } = site.here
  await lookAtAll(
    world,
    promises.filter(one => one.id === id),
  )
  const { promises: all } = (await (await app.request('/trust.json')).json()) as Trust
  const one = all.find(promise => promise.id === id)
  return { state: one?.state, fact: (name: string) => one?.facts.find(({ fact }) => fact === name)?.value }
}
const stateOf = async (id: string) => (await seen(id)).state

/** The state before something is spoilt, and while it is; afterwards it must be as before. */
async function spoilt(id: string, spoil: () => PromiseLike<unknown>, mend: () => PromiseLike<unknown>) {
  const before = await stateOf(id)
  await spoil()
  const then = await stateOf(id)
  await mend()
  expect(await stateOf(id)).toBe(before)
  return [before, then]
}

const canary = (at: string, process: number, model: string, arrived: number) =>
  rows`insert into canary_checks (at, process, model, planted, arrived) values (${at}, ${process}, ${model}, 5, ${arrived})`
const noCanaries = () => rows`delete from canary_checks`

test('P3.3 a canary that arrived is not hidden by a later one of another model or process', async () => {
  await canary('2026-11-20T11:00:00Z', 1, 'deepseek', 0)
  expect(await stateOf('P3.3')).toBe('kept')
  await canary('2026-11-20T10:00:00Z', 2, 'deepseek', 2)
  await canary('2026-11-20T11:30:00Z', 2, 'ollama', 0)
  const { state, fact } = await seen('P3.3')
  expect([state, fact('arrived'), fact('lastCanary')]).toEqual(['broken', '1–9', '7200'])
  // A later one of the same process and model takes its place.
  await canary('2026-11-20T11:45:00Z', 2, 'deepseek', 0)
  expect(await stateOf('P3.3')).toBe('kept')
  await noCanaries()
})

test('P3.3 a canary of one model says nothing of another', async () => {
  await canary('2026-11-20T11:00:00Z', 1, 'ollama', 0)
  expect(await stateOf('P3.3')).toBe('attention')
  await noCanaries()
})

test('P8.6 an answer that was begun after its consent had run out', async () => {
  const end = (at: string) => rows`update consents set valid_until = ${at}`
  expect(
    await spoilt(
      'P8.6',
      () => end('2026-11-20T11:59:59Z'),
      () => end('2026-11-21T12:00:00Z'),
    ),
  ).toEqual(['kept', 'broken'])
})

test.each(['P8.6', 'P3.3'])('P8.6 P3.3 a prompt that left without a yes to it, by %s', async id => {
  await canary('2026-11-20T11:00:00Z', 1, 'deepseek', 0)
  const remote = (said: boolean) => rows`update consents set remote = ${said}`
  expect(
    await spoilt(
      id,
      () => remote(false),
      () => remote(true),
    ),
  ).toEqual(['kept', 'broken'])
  await noCanaries()
})

test('P8.6 a consent that another one ended as the answer began is the one it was begun under', async () => {
  const ended = (at: string | null) => rows`update consents set withdrawn_at = ${at}`
  await ended(testMoment)
  expect(await stateOf('P8.6')).toBe('kept')
  await rows`update replies set created_at = '2026-11-20T12:00:05Z'`
  expect(await stateOf('P8.6')).toBe('broken')
  await rows`update replies set created_at = ${testMoment}`
  await ended(null)
})

test.each(['sent_prompts', 'prompt_parts', 'masked_values', 'replies', 'conversations'])(
  'P4.2 a row of %s that no sweep takes',
  async table => {
    const [row] = await rows<{ until: Date }[]>`select expires_at as until from ${rows(table)} limit 1`
    if (!row) throw new Error(`nothing in ${table}`)
    const until = (at: Date | string) => rows`update ${rows(table)} set expires_at = ${at}`
    expect(
      await spoilt(
        'P4.2',
        () => until('2026-11-20T08:59:00Z'),
        () => until(row.until),
      ),
    ).toEqual(['attention', 'broken'])
  },
)

test('P4.3 a line of the ledger that no sweep takes', async () => {
  const spoil = () => rows`
    insert into egress (id, at, kind, recipient, why, host, bytes_out, bytes_in)
    values (gen_random_uuid(), '2026-08-01T12:00:00Z', 'processor', 'ollama', 'answer', '127.0.0.1:11434', 1, 1)
  `
  const mend = () => rows`delete from egress where at < '2026-09-01'`
  expect(await spoilt('P4.3', spoil, mend)).toEqual(['kept', 'broken'])
})

test('P4.2 while a sweep is at it nobody can tell yet what it leaves', async () => {
  await rows`update replies set expires_at = '2026-11-20T08:59:00Z'`
  await rows`insert into sweeps (id, started_at, beat_at) values (gen_random_uuid(), ${testMoment}, ${testMoment})`
  expect(await stateOf('P4.2')).toBe('attention')
  // One that takes no step any more has died.
  site.here.at('2026-11-20T12:10:00.000Z')
  expect(await stateOf('P4.2')).toBe('broken')
  await rows`delete from sweeps`
  await rows`update replies set expires_at = '2026-12-20T12:00:00Z'`
})

test.each([
  [
    'sessions',
    () => rows`update sessions set expires_at = '2026-11-20T08:59:00Z'`,
    () => rows`update sessions set expires_at = '2026-12-20T12:00:00Z'`,
  ],
  [
    'limits',
    () =>
      rows`insert into limits (subject, tat) values (decode(repeat('ab', 16), 'hex'), '2026-11-20T08:00:00Z')`,
    () => rows`delete from limits where subject = decode(repeat('ab', 16), 'hex')`,
  ],
])('P1.11 a row of %s that no sweep takes', async (_, spoil, mend) => {
  expect(await spoilt('P1.11', spoil, mend)).toEqual(['kept', 'broken'])
})

test.each([
  [
    'a column for one',
    () => rows`alter table sessions add column came_from inet`,
    () => rows`alter table sessions drop column came_from`,
  ],
  [
    'the place of a network’s hash',
    () => rows`update api_log set network = '\\x7f000001'::bytea`,
    () => rows`update api_log set network = decode(repeat('ab', 16), 'hex')`,
  ],
  [
    'the words of the security log',
    () => rows`insert into security_log (id, at, event, detail)
      values (gen_random_uuid(), ${testMoment}, 'limited', 'from 2001:db8::7')`,
    () => rows`delete from security_log where detail like 'from %'`,
  ],
  [
    'the words of a session',
    () => rows`update sessions set system = '192.0.2.7'`,
    () => rows`update sessions set system = 'Linux'`,
  ],
])('P1.8 an address in full in %s', async (_, spoil, mend) => {
  await site.here.world.logs.flush()
  expect(await spoilt('P1.8', spoil, mend)).toEqual(['kept', 'broken'])
})

test('P6.2 a session that lasts longer than it may', async () => {
  const until = (at: string) => rows`update sessions set expires_at = ${at}`
  expect(
    await spoilt(
      'P6.2',
      () => until('2027-03-01T12:00:00Z'),
      () => until('2026-12-20T12:00:00Z'),
    ),
  ).toEqual(['kept', 'broken'])
})

test.each([
  ['bursts', { burst: 100_000, every: 2 }],
  ['refills', { burst: 10, every: 0.001 }],
  ['never ends', { burst: 10, every: 0 }],
])('P6.7 a limit that %s beyond what is one', async (_, loose) => {
  const { limits } = site.here.world
  const { visitor } = limits
  expect(
    await spoilt(
      'P6.7',
      async () => Object.assign(limits, { visitor: loose }),
      async () => Object.assign(limits, { visitor }),
    ),
  ).toEqual(['kept', 'broken'])
})

test.each([
  ['P6.4', { databaseUrl: 'postgres://u@nowhere.invalid/atavus' }],
  ['P3.4', { ollamaUrl: 'http://nowhere.invalid:11434' }],
])('%s a host that is not found needs a look', async (id, change) => {
  const { settings } = site.here.world
  const { databaseUrl, ollamaUrl } = settings
  expect(
    await spoilt(
      id,
      async () => Object.assign(settings, change),
      async () => Object.assign(settings, { databaseUrl, ollamaUrl }),
    ),
  ).toEqual(['kept', 'attention'])
})

test('a look whose time is over has ended what it asked of the database', async () => {
  const slow: PromiseEntry = {
    id: 'P99.1',
    promise: 'Slow.',
    enforced: 'Not at all.',
    check: ({ db }) =>
      db.keeper(async keeper => {
        await keeper`select pg_sleep(9)`
        return { state: 'kept', facts: [] }
      }),
  }
  await lookAtAll(site.here.world, [slow], 200)
  expect(site.here.faults.splice(0)).toHaveLength(1)
  const running = () => rows`
    select from pg_stat_activity
    where query like '%pg_sleep(9)%' and state = 'active' and datname = current_database() and pid <> pg_backend_pid()
  `
  await expect.poll(async () => (await running()).length, { timeout: 2000 }).toBe(0)
  await rows`delete from trust_checks where promise = 'P99.1'`
})
