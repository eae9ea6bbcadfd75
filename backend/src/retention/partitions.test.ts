import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { talk, unlimited, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { sweep } from './sweep.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let reader: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
  reader = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await reader.end()
  await here.close()
})

beforeEach(async () => {
  here.at(testMoment)
  await sweep(here.world)
})

/** Somebody who has read the messages and goes on reading elsewhere, as a backup does. Returns how to end it. */
async function reading() {
  await reader`begin`
  await reader`select count(*) from messages`
  return () => reader`rollback`
}

const day = 24 * 60 * 60 * 1000
const after = (days: number) => new Date(Date.parse(testMoment) + days * day)
const partitions = async () =>
  (
    await rows<{ name: string }[]>`
      select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'atavus.messages'::regclass order by name
    `
  ).map(({ name }) => name)

test('a partition is made while messages are read, and nobody waits for it, before its end either', async () => {
  const release = await reading()
  await here.world.db.keeper(async keeper => {
    await keeper`select ensure_messages_partition('2031-03-03T12:00:00Z')`
    await rows.begin(async other => {
      await other`lock table messages in row exclusive mode nowait`
      expect(await other`select from messages limit 1`).toBeDefined()
    })
  })
  expect(await partitions()).toContain('messages_20310303')
  await release()
})

test('the first question of a term is answered while messages are read', async () => {
  const release = await reading()
  const { key } = await assistantOf(await signUp(here), { retentionDays: 99 })
  model.say('Yes.')
  const heard = await whole(talk(base, await visit(here, key), 'Now?').send())
  expect(heard.at(-1)?.event.type).toBe('done')
  await release()
})

test('a sweep beside a reader takes the rows, says which partitions it had to leave, and drops them next time', async () => {
  const { id, key } = await assistantOf(await signUp(here), { retentionDays: 2 })
  model.say('Yes.')
  await whole(talk(base, await visit(here, key), 'For how long?').send())
  const messages = () => rows`
    select from messages m join replies r using (workspace_id, conversation_id) where r.assistant_id = ${id}
  `
  expect(await messages()).toHaveLength(2)
  const before = await partitions()
  const release = await reading()
  here.at(after(4))

  expect(await sweep(here.world)).toMatchObject({ partitions: 0, partitionsLeft: 3 })
  expect(await messages()).toHaveLength(0)
  expect(await rows`select from messages where expires_at <= ${after(4)}`).toHaveLength(0)
  expect(await partitions()).toEqual(expect.arrayContaining(before))
  await release()
  expect(await sweep(here.world)).toMatchObject({ partitions: 3, partitionsLeft: 0 })
  expect(await partitions()).not.toContain(before[0])
  expect(here.faults).toEqual([])
})

/** What the catalogue says of a table, but for its name and its bounds. */
const nature = (table: string) => rows`
  select c.relacl, c.relrowsecurity, c.relowner::regrole::text as owner, c.relispartition, c.relpersistence,
    (select count(*)::int from pg_policy where polrelid = c.oid) as policies,
    (select count(*)::int from pg_trigger where tgrelid = c.oid) as triggers,
    (select json_agg(json_build_array(attname, atttypid::regtype, attnotnull, atthasdef, attstorage, attislocal,
      attinhcount) order by attnum) from pg_attribute where attrelid = c.oid and attnum > 0) as columns,
    (select json_agg(json_build_array(replace(conname, ${table}, ''), contype, pg_get_constraintdef(oid), conislocal,
      coninhcount, conparentid <> 0) order by contype, replace(conname, ${table}, '')) from pg_constraint where conrelid = c.oid) as rules,
    (select json_agg(json_build_array(replace(pg_get_indexdef(indexrelid), ${table}, ''), indisprimary,
      (select inhparent::regclass from pg_inherits where inhrelid = indexrelid))) from pg_index
      where indrelid = c.oid) as indexes
  from pg_class c where c.oid = ${`atavus.${table}`}::regclass
`

test('a partition that was attached is as one that was made in its place', async () => {
  await rows`select ensure_messages_partition('2032-03-03T12:00:00Z')`
  await rows.begin(async owner => {
    await owner`set local role atavus_owner`
    await owner`create table messages_20320304 partition of messages for values from ('2032-03-04Z') to ('2032-03-05Z')`
    await owner`alter table messages_20320304 enable row level security`
  })

  expect(await nature('messages_20320303')).toEqual(await nature('messages_20320304'))
  const [bounds] = await rows`
    select pg_get_expr(relpartbound, oid) as text from pg_class where relname = 'messages_20320303'
  `
  expect(bounds?.text).toMatch(/FROM \('2032-03-03 00:00:00\+00'\) TO \('2032-03-04 00:00:00\+00'\)/)
})

test.each([
  ['ensure_messages_partition(timestamptz)', 'execute on function'],
  ['drop_messages_before(timestamptz, int)', 'execute on function'],
  ['message_partitions(timestamptz)', 'execute on function'],
  ['conversations', 'delete on'],
  ['limits', 'delete on'],
])('a sweep that may not touch %s says so and does everything else', async (what, right) => {
  const { id, key } = await assistantOf(await signUp(here), { retentionDays: 1 })
  model.say('Yes.')
  await whole(talk(base, await visit(here, key), 'And now?').send())
  await rows.unsafe(`revoke ${right} ${what} from atavus_keeper`)
  here.at(after(400))
  await sweep(here.world)
  await rows.unsafe(`grant ${right} ${what} to atavus_keeper`)

  expect(new Set(here.faults.splice(0).map(fault => (fault as { code: string }).code))).toEqual(
    new Set(['42501']),
  )
  expect(await rows`select from consents where assistant_id = ${id}`).toHaveLength(0)
  await sweep(here.world)
  expect(here.faults).toEqual([])
})
