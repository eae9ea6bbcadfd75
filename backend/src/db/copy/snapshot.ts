import type { Readable } from 'node:stream'
import type postgres from 'postgres'
import { connectAsAdmin, type DatabaseAddress, type Types } from '../connect.ts'
import { blank, kept } from './kept.ts'
import { readShape, type Shape, type Table } from './shape.ts'

type Ask = postgres.ISql<Types>

/** One moment of the whole database, whatever is written meanwhile. */
export interface Snapshot extends Shape {
  /** The rows of a table in PostgreSQL's text format, a line each. One stream at a time. */
  read(table: Table): Promise<Readable>
  /**
   * What opens what lives, a line each, those of one kind in the order of their ids: `w`, workspace, wrapped key;
   * `c`, workspace/conversation, wrapped key, when it ends (seconds), assistant; `r`, request, its sealed words, when it
   * ends (0: by no term), its sealed answer. What is sealed is in base64.
   */
  keys(kind: 'w' | 'c' | 'r'): Promise<Readable>
  /**
   * The holds that nobody has ended, a line each: what is held (`workspace`, `workspace/conversation` or
   * `workspace//assistant`), until when (seconds).
   */
  holds(): Promise<Readable>
}

/**
 * Reads in one snapshot, as the tables' owner. The transaction ends with its connection: to say so to one that broke
 * is what the driver cannot catch.
 */
export async function inSnapshot<T>(
  address: DatabaseAddress,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const sql = connectAsAdmin(address, { lasting: true })
  const stream = (statement: string) => sql.unsafe(statement).readable()
  try {
    await sql.unsafe('begin isolation level repeatable read read only')
    await settle(sql)
    const shape = await readShape(sql)
    return await work({
      ...shape,
      read: table => stream(copyOf(table)),
      keys: kind => stream(keysOf[kind]),
      holds: () => stream(holds),
    })
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** So that the same rows read the same everywhere, in the order in which they lie; and none is filtered in silence. */
export async function settle(sql: Ask): Promise<void> {
  await sql.unsafe(`
    set role atavus_owner;
    set search_path = atavus;
    set row_security = off;
    set datestyle = 'ISO, YMD';
    set intervalstyle = 'postgres';
    set timezone = 'UTC';
    set bytea_output = 'hex';
    set extra_float_digits = 1;
    set max_parallel_workers_per_gather = 0;
    set synchronize_seqscans = off;
    set statement_timeout = 0;
    set idle_in_transaction_session_timeout = 0;
    select set_config('atavus.now', '-infinity', false)
  `)
}

const copyOf = ({ name, columns }: Table): string => {
  const shown = columns.map(column =>
    blank[name]?.includes(column) ? `''::bytea as ${quoted(column)}` : quoted(column),
  )
  const where = kept[name] ? ` where ${kept[name]}` : ''
  return `copy (select ${shown.join(', ')} from atavus.${quoted(name)}${where}) to stdout`
}

const base64 = (column: string) => `replace(encode(${column}, 'base64'), chr(10), '')`
const key = base64('sealed_key')
const keysOf = {
  w: `copy (select 'w', id, ${key} from atavus.workspaces order by id) to stdout`,
  c: `
    copy (
      select 'c', workspace_id || '/' || id, ${key}, ceil(extract(epoch from expires_at)), assistant_id
      from atavus.conversations order by workspace_id, id
    ) to stdout
  `,
  r: `
    copy (
      select 'r', id, ${base64('sealed')}, coalesce(ceil(extract(epoch from expires_at)), 0), coalesce(${base64('answer')}, '')
      from atavus.requests order by id
    ) to stdout
  `,
}

const holds = `
  copy (
    select concat(workspace_id, '/' || conversation_id, '//' || assistant_id), floor(extract(epoch from until))
    from atavus.holds where ended_at is null
  ) to stdout
`

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
