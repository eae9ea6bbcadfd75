import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { unlimited } from '../chat/testing/talk.ts'
import { type Files, filesOf } from '../db/files.ts'
import { lookInto } from '../testing/database.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { rewriteFiles, startRewriting } from './rewrite.ts'
import { leftAsTheyAre, rewrittenTables } from './tables.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>
let owner: Owner
let runs = 0

/** Files that were written anew as far as anybody can tell, or as the given outcome says. */
const files = (rewrite: Files['rewrite'] = async () => ({ busy: [], denied: [] })): Files => ({
  rewrite: tables => {
    runs++
    return rewrite(tables)
  },
})
const rewritten = (rewrite?: Files['rewrite']) => rewriteFiles({ ...here.world, files: files(rewrite) })

beforeAll(async () => {
  here = await testWorld({ limits: unlimited, files: files() })
  rows = lookInto(here.address)
})
beforeEach(async () => {
  here.at(testMoment)
  owner = await signUp(here)
  await rows`update deletions set rewritten_at = ${testMoment}`
  await rows`delete from jobs`
  runs = 0
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const deleteOne = async () => {
  const { id } = await assistantOf(owner)
  expect((await owner.call('DELETE', `/v1/assistants/${id}`)).status).toBe(200)
}
const waiting = async () => (await rows`select from deletions where rewritten_at is null`).length
const jobs = () => rows<{ key: string; run_at: Date; workspace_id: string | null }[]>`
  select key, run_at, workspace_id from jobs where kind = 'rewrite'
`

test('P4.5 P8.3 every table but those on a reasoned list is written anew', async () => {
  const tables = await rows<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'atavus'::regnamespace and relkind in ('r', 'p') and not relispartition
  `
  const known = [...rewrittenTables, ...Object.keys(leftAsTheyAre)]
  expect(known.sort()).toEqual(tables.map(({ name }) => name).sort())
  const personal = await rows<{ name: string }[]>`
    select distinct table_name as name from information_schema.columns
    where table_schema = 'atavus' and table_name = any(${Object.keys(leftAsTheyAre)})
      and column_name in ('workspace_id', 'account_id', 'visitor_id', 'email', 'sealed_key')
  `
  expect(personal.map(({ name }) => name)).toEqual(['messages'])
})

test('P8.3 P4.5 a deletion has the files written anew a minute later, and no stream of them puts that off', async () => {
  const visitor = await visit(here, (await assistantOf(owner)).key)
  const headers = visitor.headers
  expect((await here.app.request('/v1/chat/conversations', { method: 'DELETE', headers })).status).toBe(200)
  const [first] = await jobs()
  expect(first).toMatchObject({ key: 'soon', workspace_id: null })
  const due = first?.run_at.getTime() ?? 0
  expect(due - new Date(testMoment).getTime()).toBeGreaterThanOrEqual(60_000)
  expect(due - new Date(testMoment).getTime()).toBeLessThan(120_000)
  for (const second of ['20', '40']) {
    here.at(`2026-11-20T12:00:${second}.000Z`)
    await deleteOne()
  }
  expect((await jobs()).map(({ run_at }) => run_at.getTime())).toEqual([due])

  here.at('2026-11-20T12:02:00.000Z')
  await here.work()
  expect({ waiting: await waiting(), runs }).toEqual({ waiting: 0, runs: 1 })
})

test('P8.3 a deleted document has the files written anew, too', async () => {
  const { id } = await assistantOf(owner)
  const fields = { title: 'T', url: null, language: 'en', text: 'Flax.' }
  const made = await owner.call('POST', `/v1/assistants/${id}/documents`, fields)
  const document = (await made.json()) as { id: string }
  expect((await owner.call('DELETE', `/v1/assistants/${id}/documents/${document.id}`)).status).toBe(204)
  expect(await jobs()).toHaveLength(1)
  const [noted] = await rows`select kind, via from deletions where rewritten_at is null`
  expect(noted).toEqual({ kind: 'document', via: 'owner' })
})

test('P8.3 P4.5 of messages the days alone are written anew in which some were deleted, once, also where others are in use', async () => {
  await rows`delete from message_gaps`
  const { key } = await assistantOf(owner)
  const days = ['2026-11-25', '2026-11-26', '2026-11-27']
  const ids = { space: '', conversation: '00000000-0000-7000-8000-000000000001' }
  ids.space = String((await rows`select workspace_id as id from public_keys where key = ${key}`)[0]?.id)
  for (const day of days) {
    await rows`select ensure_messages_partition(${`${day}T12:00:00Z`})`
    await rows`
      insert into messages (workspace_id, conversation_id, id, role, sealed, terms, created_at, expires_at)
      values (${ids.space}, ${ids.conversation}, gen_random_uuid(), 'visitor', '', '{1}', ${testMoment}, ${`${day}T12:00:00Z`})
    `
  }
  await rows`update messages set thumb = 'up'`
  await rows`update messages set terms = '{}' where expires_at < '2026-11-26'`
  await rows`delete from messages where expires_at > '2026-11-27'`
  const seen: string[] = []
  const busy = async (tables: readonly string[]) => {
    seen.push(...tables.filter(name => name.startsWith('messages_')))
    return { busy: ['messages_20261127'], denied: [] }
  }
  await deleteOne()
  await expect(rewritten(busy)).rejects.toMatchObject({ name: 'Later' })
  await expect(rewritten(busy)).rejects.toMatchObject({ name: 'Later' })
  expect(seen).toEqual(['messages_20261125', 'messages_20261127', 'messages_20261127'])
  await rewritten()
  expect(await rows`select from message_gaps`).toHaveLength(0)
  expect(await waiting()).toBe(0)
  await rows`delete from messages`
})

test('a day of messages that was dropped meanwhile has nothing to be written anew', async () => {
  const done = await filesOf(here.address).rewrite(['messages_20010101'])
  expect(done).toEqual({ busy: [], denied: [] })
})

test('P4.5 what is deleted while the files are written anew is not noted with what was before', async () => {
  await deleteOne()
  await rewritten(async () => {
    await deleteOne()
    return { busy: [], denied: [] }
  })
  expect(await waiting()).toBe(1)
})

test('P4.5 nothing is noted where a table was in use, somebody reads as of before, or the log was not let go', async () => {
  await deleteOne()
  await expect(rewritten(async () => undefined)).rejects.toMatchObject({ name: 'Later' })
  await expect(rewritten(async () => ({ busy: ['notices'], denied: [] }))).rejects.toMatchObject({
    name: 'Later',
  })
  await rewritten(async () => ({ busy: [], denied: ['pg_wal'] }))
  expect({ waiting: await waiting(), runs }).toEqual({ waiting: 1, runs: 3 })
  expect(here.lines.at(-1)).toContain('"tables":"pg_wal"')
})

test('P4.5 who has no right to the statistics and the log of a server is told so', async () => {
  if (here.address.kind !== 'embedded') throw new Error('tests run on the embedded cluster')
  const done = await filesOf({ ...here.address, user: 'atavus_owner' }).rewrite(['notices', 'plans'])
  expect(done).toEqual({ busy: [], denied: ['pg_statistic', 'pg_wal'] })
})

test('P4.5 of a large database the files are written anew in the quiet hour, and at any for a child or after 20 hours', async () => {
  await deleteOne()
  await rows`alter table outbox alter column sealed set storage external`
  await rows`
    insert into outbox (id, sealed, created_at, expires_at)
    select gen_random_uuid(), decode(repeat('00', 1000000), 'hex'), ${testMoment}, ${testMoment} from generate_series(1, 280)
  `
  await rewritten()
  expect(runs).toBe(0)
  await rows`update deletions set kind = 'child' where rewritten_at is null`
  await rewritten()
  expect({ waiting: await waiting(), runs }).toEqual({ waiting: 0, runs: 1 })
  for (const moment of ['2026-11-21T03:10:00.000Z', '2026-11-21T08:00:10.000Z']) {
    here.at(testMoment)
    await deleteOne()
    here.at(moment)
    await rewritten()
    expect(await waiting()).toBe(0)
  }
  await rows`truncate outbox`
})

test('P4.5 what waits is looked for as soon as the server starts', async () => {
  await deleteOne()
  await rows`delete from jobs`
  const stop = startRewriting(here.world)
  await expect.poll(waiting).toBe(0)
  stop()
})
