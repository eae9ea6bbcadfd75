import type { Keeper } from '../../db/tenancy.ts'

export interface Reached {
  recipient: string
  host: string
  /** When something last went there. */
  last: Date
}

/** Where something went of what went to processors within the last days; what never left went nowhere. */
export const reachedHosts = (keeper: Keeper, days: number) => keeper<Reached[]>`
  select recipient, host, max(at) as last from egress
  where kind = 'processor' and at > ${keeper.now}::timestamptz - make_interval(days => ${days})
    and (refused is null or refused not in ('egress_url', 'egress_address', 'egress_unresolved', 'egress_unreachable'))
  group by 1, 2
`

/**
 * Prompts of the last day that a model outside has answered, or is answering, and no line of the ledger tells of: each
 * line begins as its prompt leaves. `known`: ids of recipients and their names.
 */
export async function unwrittenPrompts(
  keeper: Keeper,
  known: readonly { id: string; name: string }[],
): Promise<number> {
  // What is missing is found first: it is little, and the rest need not be held against its answers.
  const [row] = await keeper<{ count: number }[]>`
    with missing as materialized (
      select s.workspace_id, s.reply_id from sent_prompts s
      left join unnest(${known.map(({ id }) => id)}::text[], ${known.map(({ name }) => name)}::text[]) as k (id, name)
        on k.name = s.recipient
      where s.sent_at > ${keeper.now}::timestamptz - interval '1 day'
        and s.sent_at <= ${keeper.now}::timestamptz - interval '1 minute'
        and not exists (
          select from egress e
          where e.workspace_id = s.workspace_id and e.recipient = k.id
            and e.at between s.sent_at - interval '5 seconds' and s.sent_at + interval '30 seconds'
        )
    )
    select count(*)::int as count from missing m
    join replies r on r.workspace_id = m.workspace_id and r.id = m.reply_id
    where r.state in ('complete', 'truncated', 'running')
  `
  return row?.count ?? 0
}
