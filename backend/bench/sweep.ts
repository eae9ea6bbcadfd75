import { connectAsAdmin, type DatabaseAddress, type Sql } from '../src/db/connect.ts'
import { openDatabase } from '../src/db/open.ts'
import { dropOldMessages } from '../src/retention/messages/queries.ts'

type Say = (line: string) => void

const days = 30
const day = 24 * 60 * 60 * 1000
const begin = new Date('2027-01-01T00:00:00Z')
const after = (count: number) => new Date(begin.getTime() + count * day)

/**
 * Of three million messages in thirty partitions one million is swept, as a sweep does it, and another million deleted
 * by one statement: in one run, on one database. Says how long each takes, what it writes to the log, and their ratio,
 * which is to be less than a tenth once the space is back, as it is after a sweep.
 */
export async function benchSweep(address: DatabaseAddress, say: Say, messages = 3_000_000): Promise<void> {
  let now = begin
  const { db, close } = await openDatabase(address, () => now)
  const sql = connectAsAdmin(address)
  try {
    await sql`set search_path = atavus`
    await fill(sql, messages)
    const third = messages / 3
    say(`${messages} messages in ${days} partitions, ${await size(sql)}; a third goes each time`)

    // A platform that runs has its connections: the first statement of a new one is no part of a sweep.
    await db.keeper(dropOldMessages)
    now = after(days / 3 + 1)
    const dropped = await measured(sql, async () => {
      for (let remaining = 1; remaining > 0; )
        ({ remaining } = await db.keeper(keeper => dropOldMessages(keeper)))
    })
    say(`swept, by dropping partitions: ${told(dropped)}`)
    const deleted = await measured(sql, async () => {
      const until = after((2 * days) / 3 + 1)
      const { count } = await sql`delete from messages where expires_at < ${until}`
      if (count !== third) throw new Error(`deleted ${count} instead of ${third}`)
    })
    say(`deleted, by one statement: ${told(deleted)}`)
    const vacuumed = await measured(sql, async () => {
      await sql`vacuum messages`
    })
    say(`and its space given back, by VACUUM: ${told(vacuumed)}`)
    const alone = dropped.milliseconds / deleted.milliseconds
    const whole = dropped.milliseconds / (deleted.milliseconds + vacuumed.milliseconds)
    say(
      `the sweep costs ${alone.toFixed(3)} of the statement alone, ${whole.toFixed(3)} of what it takes until the space is back`,
    )
    if (whole >= 0.1) process.exitCode = 1
  } finally {
    await sql.end()
    await close()
  }
}

async function fill(sql: Sql, messages: number): Promise<void> {
  for (let ahead = 1; ahead <= days; ahead++) {
    await sql`select ensure_messages_partition(${after(ahead)})`
    await sql`
      insert into messages (workspace_id, conversation_id, id, role, sealed, created_at, expires_at)
      select md5((n % 50)::text)::uuid, md5((n / 6)::text)::uuid, gen_random_uuid(), 'visitor',
        decode(repeat(md5(n::text), 11), 'hex'), ${begin}, ${after(ahead)}::timestamptz + n * interval '1 millisecond'
      from generate_series(1, ${messages / days}::int) n
    `
  }
  await sql`checkpoint`
}

interface Cost {
  milliseconds: number
  /** Of the write-ahead log. */
  bytes: number
}

async function measured(sql: Sql, work: () => Promise<void>): Promise<Cost> {
  const [from] = await sql<{ at: string }[]>`select pg_current_wal_lsn()::text as at`
  const begun = performance.now()
  await work()
  const milliseconds = performance.now() - begun
  const [row] = await sql<{ bytes: number }[]>`
    select pg_wal_lsn_diff(pg_current_wal_lsn(), ${from?.at ?? '0/0'}::pg_lsn)::float8 as bytes
  `
  return { milliseconds, bytes: row?.bytes ?? 0 }
}

const told = ({ milliseconds, bytes }: Cost): string =>
  `${milliseconds.toFixed(0)} ms, ${(bytes / 1e6).toFixed(1)} MB of log`

async function size(sql: Sql): Promise<string> {
  const [row] = await sql<{ size: string }[]>`
    select pg_size_pretty(sum(pg_total_relation_size(inhrelid))) as size
    from pg_inherits where inhparent = 'atavus.messages'::regclass
  `
  return row?.size ?? ''
}
