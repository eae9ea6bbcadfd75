import type { ChangeBreach, RecordBreach } from '@atavus/contract/breaches'
import type { Keeper, Tenant } from '../db/tenancy.ts'

/** What owners and operators are both shown of a breach. */
interface ShownRow {
  id: string
  noticedAt: Date
  what: string
  kinds: ('confidentiality' | 'integrity' | 'availability')[]
  categories: RecordBreach['categories']
  people: number | null
  consequences: string
  measures: string
  authority: 'told' | 'not_needed' | null
  authorityAt: Date | null
  authorityReason: string | null
  persons: 'told' | 'not_needed' | null
  personsAt: Date | null
  personsReason: string | null
  closedAt: Date | null
}

export interface BreachRow extends ShownRow {
  recordedAt: Date
  recordedBy: string | null
  workspaces: number
}

export interface OwnBreachRow extends ShownRow {
  toldAt: Date
}

const shown = (handle: Keeper | Tenant) => handle`
  b.id, b.noticed_at as "noticedAt", b.what, b.kinds, b.categories, b.people, b.consequences, b.measures,
  b.authority, b.authority_at as "authorityAt", b.authority_reason as "authorityReason",
  b.persons, b.persons_at as "personsAt", b.persons_reason as "personsReason", b.closed_at as "closedAt"
`

/** The register, or the one that is named, the latest first. */
export const listBreaches = (keeper: Keeper, id: string | null = null) => keeper<BreachRow[]>`
  select ${shown(keeper)}, b.recorded_at as "recordedAt", a.username as "recordedBy",
    (select count(*)::int from breached_workspaces w where w.breach_id = b.id) as workspaces
  from breaches b left join accounts a on a.id = b.recorded_by
  where ${id}::uuid is null or b.id = ${id}
  order by b.noticed_at desc, b.id desc
`

/** What touches the handle's workspace. */
export const breachesOfWorkspace = (tenant: Tenant) => tenant<OwnBreachRow[]>`
  select ${shown(tenant)}, b.told_at as "toldAt" from breaches_of_workspace() b
`

export async function insertBreach(
  keeper: Keeper,
  id: string,
  operator: string,
  given: RecordBreach,
): Promise<void> {
  await keeper`
    insert into breaches (id, noticed_at, recorded_at, recorded_by, what, kinds, categories, people, consequences, measures)
    values (${id}, ${new Date(given.noticedAt)}, ${keeper.now}, ${operator}, ${given.what}, ${given.kinds},
      ${given.categories}, ${given.people}, ${given.consequences}, ${given.measures})
  `
}

/** Locks a breach; says since when it is known and whether it is closed, undefined when there is none. */
export async function lockBreach(
  keeper: Keeper,
  id: string,
): Promise<{ noticedAt: Date; closed: boolean } | undefined> {
  const [row] = await keeper<{ noticedAt: Date; closed: boolean }[]>`
    select noticed_at as "noticedAt", closed_at is not null as closed from breaches where id = ${id} for update
  `
  return row
}

/** Changes what is given and nothing else. */
export async function updateBreach(keeper: Keeper, id: string, change: ChangeBreach): Promise<void> {
  const { workspaces, everyWorkspace, closed, authority, persons, ...words } = change
  const row = {
    ...words,
    ...(authority && {
      authority: authority.decision,
      authority_at: new Date(authority.at),
      authority_reason: authority.reason,
    }),
    ...(persons && {
      persons: persons.decision,
      persons_at: new Date(persons.at),
      persons_reason: persons.reason,
    }),
  }
  if (Object.keys(row).length > 0) await keeper`update breaches set ${keeper(row)} where id = ${id}`
}

/** Closes a breach about which both decisions stand; says whether it did. */
export async function closeBreach(keeper: Keeper, id: string): Promise<boolean> {
  const { count } = await keeper`
    update breaches set closed_at = ${keeper.now}
    where id = ${id} and authority is not null and persons is not null
  `
  return count > 0
}

/** Adds workspaces that a breach touches (null: every one there is); answers those that were not known before. */
export async function touch(keeper: Keeper, id: string, workspaces: string[] | null): Promise<string[]> {
  const rows = await keeper<{ workspace: string }[]>`
    insert into breached_workspaces (workspace_id, breach_id, told_at)
    select w.id, ${id}, ${keeper.now} from workspaces w
    where ${workspaces}::uuid[] is null or w.id = any(${workspaces}::uuid[])
    order by w.id
    on conflict do nothing
    returning workspace_id as workspace
  `
  return rows.map(({ workspace }) => workspace)
}

/** How many of these workspaces there are. */
export async function countWorkspaces(keeper: Keeper, ids: string[]): Promise<number> {
  const [row] = await keeper<{ count: number }[]>`
    select count(*)::int as count from workspaces where id = any(${ids}::uuid[])
  `
  return row?.count ?? 0
}

/** The operators whom to remind of a breach about which the authority's question is still open; else nobody. */
export async function toRemind(
  keeper: Keeper,
  id: string,
): Promise<{ noticedAt: Date; operators: string[] }> {
  const rows = await keeper<{ noticedAt: Date; operator: string }[]>`
    select b.noticed_at as "noticedAt", o.account_id as operator
    from breaches b cross join operators o
    where b.id = ${id} and b.authority is null
    order by o.account_id
  `
  return { noticedAt: rows[0]?.noticedAt ?? keeper.now, operators: rows.map(({ operator }) => operator) }
}
