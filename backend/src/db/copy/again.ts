import type { Sql } from '../connect.ts'
import { objectAgain } from './objected.ts'
import { wishAgain } from './wished.ts'

/** Puts the keys in their places; answers how many workspaces have none although they were not erased. */
export async function putKeys(sql: Sql): Promise<number> {
  await sql`create index on atavus.restored_keys (kind, workspace, id)`
  await sql`analyze atavus.restored_keys`
  await sql`
    update atavus.workspaces w set sealed_key = decode(k.key, 'base64')
    from atavus.restored_keys k where k.kind = 'w' and k.workspace = w.id
  `
  await sql`
    update atavus.conversations c set sealed_key = decode(k.key, 'base64')
    from atavus.restored_keys k where k.kind = 'c' and k.workspace = c.workspace_id and k.id = c.id
  `
  if ((await tablesThere(sql)).has('requests')) await putRequests(sql)
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from atavus.workspaces w
    where w.sealed_key = '' and not exists (
      select from atavus.restored_erasures e
      where e.kind = 'workspace' and e.subject = encode(sha256(uuid_send(w.id)), 'hex')
    )
  `
  return row?.count ?? 0
}

/** One that was answered after the backup is open again. One whose words are nowhere was erased, or its term is over. */
async function putRequests(sql: Sql): Promise<void> {
  await sql`
    update atavus.requests r set sealed = decode(k.key, 'base64'),
      answer = case when r.answered_at is not null then decode(k.answer, 'base64') end
    from atavus.restored_keys k where k.kind = 'r' and k.id = r.id
  `
  await sql`delete from atavus.requests where sealed = ''`
}

const ownPicture =
  '(select uuid_send(p.account_id) || uuid_send(p.id) from atavus.pictures p where p.account_id = accounts.id)'
const off = `disabled_at = coalesce(disabled_at, current_setting('atavus.now')::timestamptz)`

/**
 * What is emptied or switched off where it lies, by its kind, what its subject is the hash of, and how. A secret that
 * was renewed becomes one that nobody has.
 */
const undone: readonly (readonly [kind: string, table: string, bytes: string, how: string])[] = [
  ['full_name', 'accounts', 'uuid_send(id)', 'full_name = null'],
  ['picture', 'accounts', ownPicture, 'avatar_url = null'],
  ['key_off', 'api_keys', 'uuid_send(id)', off],
  [
    'key_secret',
    'api_keys',
    'uuid_send(id)',
    `${off}, hash = sha256(uuid_send(gen_random_uuid())), previous_hash = null, previous_until = null`,
  ],
  ['public_key', 'public_keys', 'uuid_send(id)', off],
  ['unshared', 'conversations', 'uuid_send(id)', 'shared_at = null'],
]

/** Where what is on the list lies, by its kind, and what its subject is the hash of. */
const erasable: readonly (readonly [kind: string, table: string, bytes: string])[] = [
  ['conversation', 'conversations', 'uuid_send(id)'],
  ['shared_page', 'shared_pages', 'uuid_send(id)'],
  // One that quoted such a page and has lost its words.
  ['answer', 'messages', 'uuid_send(id)'],
  ['consent', 'consents', 'uuid_send(id)'],
  ['request', 'requests', 'uuid_send(id)'],
  ['document', 'documents', 'uuid_send(id)'],
  ['key', 'api_keys', 'uuid_send(id)'],
  ['webhook', 'webhooks', 'uuid_send(id)'],
  ['assistant', 'assistants', 'uuid_send(id)'],
  ['workspace', 'workspaces', 'uuid_send(id)'],
  ['account', 'accounts', 'uuid_send(id)'],
  ['membership', 'memberships', 'uuid_send(workspace_id) || uuid_send(account_id)'],
  ['picture', 'pictures', 'uuid_send(account_id) || uuid_send(id)'],
  ['factor', 'second_factors', 'uuid_send(account_id)'],
  ['recovery_code', 'recovery_codes', 'uuid_send(account_id) || hash'],
  ['operator', 'operators', 'uuid_send(account_id)'],
  ['identity_secret', 'identity_secrets', 'uuid_send(id)'],
  ['invitation', 'invitations', 'uuid_send(id)'],
]
/** What has no id of its own may be there again since: of these what the backup did not know counts alone. */
const returning = new Set([
  'membership',
  'full_name',
  'key_off',
  'key_secret',
  'public_key',
  'unshared',
  'factor',
  'operator',
])

/** The hashes of a kind that are on the list. */
const listed = (kind: string): string =>
  `select subject from atavus.${returning.has(kind) ? 'unknown_erasures' : 'restored_erasures'} where kind = $1`

/** See `Target`. */
export async function eraseAgain(sql: Sql, now: Date, place: number) {
  let erased = 0
  const common = await commonEnd(sql)
  await findUnknown(sql, common)
  await noting(sql, 'disable')
  const again = async (kind: string, statement: string, bytes: string) => {
    const where = `encode(sha256(${bytes}), 'hex') in (${listed(kind)})`
    erased += (await sql.unsafe(`${statement} where ${where}`, [kind])).count
  }
  const there = await tablesThere(sql)
  for (const [kind, table, bytes, how] of undone)
    if (kind !== 'unshared' || there.has('shared_pages'))
      await again(kind, `update atavus.${table} set ${how}`, bytes)
  for (const [kind, table, bytes] of erasable)
    if (there.has(table)) await again(kind, `delete from atavus.${table}`, bytes)
  if (await objecting(sql)) erased += await objectAgain(sql, now)
  await sql`delete from atavus.workspaces where sealed_key = ''`
  const lost = await sql`delete from atavus.conversations where sealed_key = '' and expires_at > ${now}`
  await sql`delete from atavus.conversations where sealed_key = ''`
  await sql`
    delete from atavus.messages m where not exists (
      select from atavus.conversations c where c.workspace_id = m.workspace_id and c.id = m.conversation_id
    )
  `
  // Before pages were shared nothing waited for the end of a hold.
  if (there.has('shared_pages')) await wishAgain(sql, now)
  await noting(sql, 'enable')
  await takeUp(sql, common, place)
  return { erased, unreadable: lost.count }
}

/** An older backup has fewer tables; before pages were shared, no conversation was. */
async function tablesThere(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'atavus'::regnamespace and relkind in ('r', 'p')
  `
  return new Set(rows.map(({ name }) => name))
}

/** In an older backup accounts object to nothing. */
async function objecting(sql: Sql): Promise<boolean> {
  const rows = await sql`
    select from pg_attribute where attrelid = 'atavus.accounts'::regclass and attname = 'objections'
  `
  return rows.length > 0
}

/** Whether what is erased now is noted. */
async function noting(sql: Sql, how: 'enable' | 'disable'): Promise<void> {
  const rows = await sql<{ table: string; name: string }[]>`
    select tgrelid::regclass::text as table, tgname as name from pg_trigger
    where starts_with(tgname, 'noted') and not tgisinternal and tgparentid = 0
  `
  for (const { table, name } of rows) await sql.unsafe(`alter table ${table} ${how} trigger ${name}`)
}

/** How far the database's own list and the other one are the same. */
async function commonEnd(sql: Sql): Promise<number> {
  const [row] = await sql<{ position: number }[]>`
    select coalesce(max(e.position), 0)::float8 as position
    from atavus.erasures e join atavus.restored_erasures r using (position)
    where e.subject = decode(r.subject, 'hex')
  `
  return row?.position ?? 0
}

/**
 * What of the other list the database does not know: what comes after the common end, and what was being written while
 * a backup was made, whose place is before that. What it has forgotten by age, at its own list's beginning, is known.
 */
async function findUnknown(sql: Sql, common: number): Promise<void> {
  await sql`drop table if exists atavus.unknown_erasures`
  await sql`
    create unlogged table atavus.unknown_erasures as
    select r.* from atavus.restored_erasures r
    where r.position > (select coalesce(min(position), 0) from atavus.erasures where position <= ${common})
      and not exists (
        select from atavus.erasures e where e.position = r.position and e.subject = decode(r.subject, 'hex')
      )
  `
}

/** Goes on with the other list from there; what the database erased itself since then gets places after its end. */
async function takeUp(sql: Sql, common: number, place: number): Promise<void> {
  await sql`begin`
  await sql`
    create unlogged table atavus.own_erasures as
    select position, at, kind, subject from atavus.erasures where position > ${common}
  `
  await sql`delete from atavus.erasures where position > ${common}`
  // The tables of an older backup know fewer kinds.
  await sql`alter table atavus.erasures drop constraint if exists erasures_kind_check`
  await sql`
    insert into atavus.erasures (position, at, kind, subject) overriding system value
    select position, at, kind, decode(subject, 'hex') from atavus.unknown_erasures
  `
  await sql`
    select setval('atavus.erasures_position_seq', greatest(listed.position, ${place}, last_value))
    from atavus.erasures_position_seq, (select coalesce(max(position), 0) as position from atavus.erasures) listed
    where greatest(listed.position, ${place}) > 0
  `
  await sql`
    insert into atavus.erasures (at, kind, subject)
    select o.at, o.kind, o.subject from atavus.own_erasures o
    where not exists (
      select from atavus.erasures e where e.position > ${common} and e.kind = o.kind and e.subject = o.subject
    )
    order by o.position
  `
  await sql`drop table atavus.own_erasures`
  await sql`commit`
}
