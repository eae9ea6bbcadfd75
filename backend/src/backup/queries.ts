import type { Keeper } from '../db/tenancy.ts'
import type { Erasure } from './ledger-line.ts'

/** This database's own name. */
export async function installationOf(keeper: Keeper): Promise<string> {
  const [row] = await keeper<{ id: string }[]>`select id from installation`
  if (!row) throw new Error('a database without a name')
  return row.id
}

/** How far the list of erasures goes, those that are being written included. */
export async function lastErasure(keeper: Keeper): Promise<number> {
  const [row] = await keeper<{ position: number }[]>`
    select (case when is_called then last_value else 0 end)::float8 as position from erasures_position_seq
  `
  return row?.position ?? 0
}

/**
 * The same once whoever is writing has ended: up to there the list is complete. Positions are given before what they
 * stand for is certain, so that a later one may be seen before an earlier. Throws (55P03) when somebody takes long.
 */
export async function completeErasures(keeper: Keeper): Promise<number> {
  await keeper`set local lock_timeout = '1s'`
  await keeper`lock table erasures in share mode`
  return lastErasure(keeper)
}

/** What was erased after one position and up to another, in order; at most `most`. */
export const erasuresBetween = (keeper: Keeper, after: number, until: number, most: number) => keeper<
  Erasure[]
>`
  select position::float8 as position, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, kind,
    encode(subject, 'hex') as subject
  from erasures where position > ${after} and position <= ${until} order by position limit ${most}
`

/** What stands at a place of the list, as SHA-256 in hex; undefined: nothing. */
export async function erasureAt(keeper: Keeper, position: number): Promise<string | undefined> {
  const [row] = await keeper<{ subject: string }[]>`
    select encode(subject, 'hex') as subject from erasures where position = ${position}
  `
  return row?.subject
}

/** When the first erasure after a position was; null: there is none. */
export async function firstErasureAfter(keeper: Keeper, position: number): Promise<Date | null> {
  const [row] = await keeper<{ at: Date | null }[]>`
    select min(at) as at from erasures where position > ${position}
  `
  return row?.at ?? null
}

export interface BackupRow {
  id: string
  name: string
  begunAt: Date
  doneAt: Date | null
  verifiedAt: Date | null
  rows: number | null
  bytes: number | null
  failed: string | null
}

export const insertBackup = (keeper: Keeper, id: string, name: string) =>
  keeper`insert into backups (id, name, begun_at) values (${id}, ${name}, ${keeper.now})`

/** Notes that a backup which was begun at a moment lies in a folder, or may. */
export const noteFolder = (keeper: Keeper, path: string, begun: Date) => keeper`
  insert into backup_folders (path, newest) values (${path}, ${begun})
  on conflict (path) do update set newest = greatest(backup_folders.newest, excluded.newest)
`

export interface FolderRow {
  path: string
  newest: Date
}

/** The folders in which backups lie, but for the one that is named. */
export const foldersBut = (keeper: Keeper, path: string | null) => keeper<FolderRow[]>`
  select path, newest from backup_folders where path is distinct from ${path} order by path
`

export const forgetFolder = (keeper: Keeper, path: string) =>
  keeper`delete from backup_folders where path = ${path}`

/** Notes how an attempt ended: with so many rows and bytes, or with a code. */
export const endBackup = (
  keeper: Keeper,
  id: string,
  { rows = null, bytes = null, failed = null }: Partial<Pick<BackupRow, 'rows' | 'bytes' | 'failed'>>,
) => keeper`
  update backups set done_at = greatest(begun_at, ${keeper.now}), rows = ${rows}, bytes = ${bytes}, failed = ${failed}
  where id = ${id}
`

/** Notes that a backup was restored to try it, or that it failed then. */
export const noteVerified = (keeper: Keeper, name: string, failed: string | null) => keeper`
  update backups set verified_at = case when ${failed}::text is null then ${keeper.now} else verified_at end,
    failed = ${failed}
  where name = ${name}
`

/** The latest attempts, newest first. */
export const listBackups = (keeper: Keeper, most: number) => keeper<BackupRow[]>`
  select id, name, begun_at as "begunAt", done_at as "doneAt", verified_at as "verifiedAt", rows::float8 as rows,
    bytes::float8 as bytes, failed
  from backups order by begun_at desc, id desc limit ${most}
`

export interface QuestionRow {
  workspace: string
  workspaceKey: Buffer
  conversation: string
  conversationKey: Buffer
  message: string
  sealed: Buffer
}

/** Some questions as they lie, with the wrapped keys over them, of as many conversations. */
export const sampleOfQuestions = (keeper: Keeper, most: number) => keeper<QuestionRow[]>`
  select w.id as workspace, w.sealed_key as "workspaceKey", c.id as conversation, c.sealed_key as "conversationKey",
    m.id as message, m.sealed
  from (select * from conversations where expires_at > ${keeper.now} order by random() limit ${most}) c
  join workspaces w on w.id = c.workspace_id
  join lateral (
    select m.id, m.sealed from messages m
    where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.role = 'visitor'
      and m.expires_at between c.first_expires_at and c.expires_at
    order by m.created_at desc limit 1
  ) m on true
`
