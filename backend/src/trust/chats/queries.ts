import type { Keeper } from '../../db/tenancy.ts'

/** Prompts that left for a model outside within the last days. */
export const promptsSent = (keeper: Keeper, days: number) => keeper<{ count: number }[]>`
  select count(*)::int as count from sent_prompts
  where sent_at > ${keeper.now}::timestamptz - make_interval(days => ${days})
`

/** The consent under which an answer was begun, if it stood then; that a later one ended it says nothing of it. */
const consentOf = (keeper: Keeper) => keeper`
  c.workspace_id = r.workspace_id and c.id = r.consent_id
    and (c.withdrawn_at is null or c.withdrawn_at >= r.created_at) and c.valid_until > r.created_at
`

/** Prompts that left for a model outside while no consent stood that let them go there. */
export const unallowedPrompts = (keeper: Keeper) => keeper<{ count: number }[]>`
  select count(*)::int as count from sent_prompts s
  join replies r on r.workspace_id = s.workspace_id and r.id = s.reply_id
  where s.expires_at > ${keeper.now} and not exists (select from consents c where ${consentOf(keeper)} and c.remote)
`

export interface CanariesSeen {
  /** Of the oldest, in seconds; null when there was none. */
  age: number | null
  planted: number
  arrived: number
  models: string[]
}

/** The latest canary check of each process and model within the last hours: what one found, none of another hides. */
export async function latestCanaries(keeper: Keeper, hours: number): Promise<CanariesSeen> {
  const [row] = await keeper<CanariesSeen[]>`
    select extract(epoch from ${keeper.now}::timestamptz - min(at))::float8 as age,
      coalesce(sum(planted), 0)::int as planted, coalesce(sum(arrived), 0)::int as arrived,
      coalesce(array_agg(distinct model), '{}') as models
    from (
      select distinct on (process, model) at, model, planted, arrived from canary_checks
      where at > ${keeper.now}::timestamptz - make_interval(hours => ${hours})
      order by process, model, at desc
    ) latest
  `
  return row ?? { age: null, planted: 0, arrived: 0, models: [] }
}

export async function consents(keeper: Keeper) {
  const [row] = await keeper<{ given: number; withdrawn: number; standing: number; minors: number }[]>`
    select count(*)::int as given, count(withdrawn_at)::int as withdrawn,
      count(*) filter (where withdrawn_at is null and valid_until > ${keeper.now})::int as standing,
      count(*) filter (where not adult)::int as minors
    from consents
  `
  return row ?? { given: 0, withdrawn: 0, standing: 0, minors: 0 }
}

/** Answers that were begun under a consent that did not stand then. */
export const unconsented = (keeper: Keeper) => keeper<{ count: number }[]>`
  select count(*)::int as count from replies r
  where r.expires_at > ${keeper.now} and not exists (select from consents c where ${consentOf(keeper)})
`

/** Accounts, and those without a statement of age. */
export async function statements(keeper: Keeper) {
  const [row] = await keeper<{ all: number; stated: number }[]>`
    select count(*)::int as all, count(adult_stated_at)::int as stated from accounts
  `
  return row ?? { all: 0, stated: 0 }
}
