import type { Sql } from '../connect.ts'

/** Of whom or what something waits for the end of a hold, where it lies, what the list has the hash of, and what its job says. */
const wishes: readonly (readonly [of: string, table: string, bytes: string, says: string])[] = [
  ...['visitor', 'child'].map(
    of =>
      [
        of,
        'conversations',
        'uuid_send(t.assistant_id) || uuid_send(t.visitor_id)',
        `'assistant', t.assistant_id, 'visitor', t.visitor_id`,
      ] as const,
  ),
  ['account', 'conversations', 'uuid_send(t.account_id)', `'assistant', null, 'account', t.account_id`],
  [
    'account',
    'conversations',
    'uuid_send(t.account_id) || uuid_send(t.assistant_id)',
    `'assistant', t.assistant_id, 'account', t.account_id`,
  ],
  ['conversation', 'conversations', 'uuid_send(t.id)', `'conversation', t.id`],
  [
    'site',
    'shared_pages',
    'uuid_send(t.account_id) || t.site',
    `'account', t.account_id, 'site', encode(t.site, 'hex')`,
  ],
]
/** Holds that were made since the backup are gone with it: so long there is to make them anew. */
const graceMs = 24 * 60 * 60 * 1000

/** Puts in line again what was to go once no hold keeps it, as was wished since the backup. */
export async function wishAgain(sql: Sql, now: Date): Promise<void> {
  const at = new Date(now.getTime() + graceMs)
  for (const [of, table, bytes, says] of wishes)
    await sql.unsafe(
      `
        insert into atavus.jobs (id, workspace_id, kind, subject, run_at, created_at)
        select gen_random_uuid(), w.workspace_id, 'released', w.subject, $1, $2 from (
          select distinct t.workspace_id, jsonb_build_object('of', '${of}', 'via', split_part(e.kind, ' ', 3), 'asked',
            to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), ${says}) as subject
          from atavus.${table} t
          join atavus.unknown_erasures e on starts_with(e.kind, 'released ${of} ') and e.subject = encode(sha256(${bytes}), 'hex')
        ) w
      `,
      [at, now],
    )
}
