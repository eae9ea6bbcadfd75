import type { Sql } from '../connect.ts'

const ofVisitor = `encode(sha256(uuid_send(t.assistant_id) || uuid_send(t.visitor_id)), 'hex')`
const ofAccount = `encode(sha256(uuid_send(t.id)), 'hex')`

/**
 * An objection holds or not as the list says last of it. One that was made since by somebody whom the backup knows is
 * made again; whoever came later is unknown here, and their objection with them. Answers how many are gone.
 */
export async function objectAgain(sql: Sql, now: Date): Promise<number> {
  await sql`drop table if exists atavus.last_objections`
  await sql`
    create unlogged table atavus.last_objections as
    select distinct on (subject) subject, kind = 'objected' as stands from atavus.unknown_erasures
    where kind in ('objected', 'objection') order by subject, position desc
  `
  const gone = await sql.unsafe(`
    delete from atavus.objections t using atavus.last_objections l where not l.stands and l.subject = ${ofVisitor}
  `)
  await sql.unsafe(
    `
      insert into atavus.objections (workspace_id, assistant_id, visitor_id, purpose, at)
      select distinct t.workspace_id, t.assistant_id, t.visitor_id, 'improve', $1::timestamptz
      from atavus.consents t join atavus.last_objections l on l.stands and l.subject = ${ofVisitor}
      on conflict do nothing
    `,
    [now],
  )
  await sql.unsafe(`
    update atavus.accounts t set objections = case when l.stands then '{improve}' else '{}' end::text[]
    from atavus.last_objections l where l.subject = ${ofAccount}
  `)
  await sql`drop table atavus.last_objections`
  return gone.count
}
