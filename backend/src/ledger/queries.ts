import type { Keeper, Stranger, Tenant } from '../db/tenancy.ts'

/** One line of the ledger as it is kept. */
export interface LedgerEntry {
  id: string
  at: string
  workspace: string | null
  kind: 'processor' | 'endpoint'
  recipient: string
  why: string
  host: string
  country: string | null
  bytes_out: number
  bytes_in: number
  status: number | null
  refused: string | null
}

/** Keeps lines that are new, and what is new of those that are there. */
export const keepEgress = (stranger: Stranger, entries: readonly LedgerEntry[]) =>
  stranger`select keep_egress(${JSON.stringify(entries)}::text::jsonb)`

export interface EgressRow {
  id: string
  at: Date
  kind: 'processor' | 'endpoint'
  recipient: string
  why: string
  host: string
  country: string | null
  bytesOut: number
  bytesIn: number
  status: number | null
  refused: string | null
}

export interface EgressFilter {
  refused: boolean
  before: { at: Date; id: string } | undefined
  limit: number
}

const columns = (handle: Tenant | Keeper) => handle`
  e.id, e.at, e.kind, e.recipient, e.why, e.host, e.country, e.bytes_out::float8 as "bytesOut",
  e.bytes_in::float8 as "bytesIn", e.status, e.refused
`
const page = (handle: Tenant | Keeper, { refused, before, limit }: EgressFilter) => handle`
  ${refused ? handle`and e.refused is not null` : handle``}
  and (${before?.at ?? null}::timestamptz is null or (e.at, e.id) < (${before?.at ?? null}, ${before?.id ?? null}::uuid))
  order by e.at desc, e.id desc limit ${limit}
`

/** What left for the handle's workspace, newest first. */
export const listEgress = (tenant: Tenant, filter: EgressFilter) => tenant<EgressRow[]>`
  select ${columns(tenant)} from egress e where e.workspace_id = ${tenant.workspace} ${page(tenant, filter)}
`

/** What left the platform, newest first. A line past its term is shown to nobody, whether or not the sweep has run. */
export const listPlatformEgress = (keeper: Keeper, filter: EgressFilter) => keeper<EgressRow[]>`
  select ${columns(keeper)} from egress e
  where e.at > ${keeper.now}::timestamptz - interval '90 days' ${page(keeper, filter)}
`

export interface EgressSum {
  kind: 'processor' | 'endpoint'
  recipient: string
  why: string
  country: string | null
  requests: number
  refused: number
  bytesOut: number
}

/** Sums by recipient and reason over the last days; of the handle's workspace, or of the platform. */
export const sumEgress = (handle: Tenant | Keeper, days: number) => handle<EgressSum[]>`
  select e.kind, e.recipient, e.why, e.country, count(*)::int as requests, count(e.refused)::int as refused,
    sum(e.bytes_out)::float8 as "bytesOut"
  from egress e
  where e.at > ${handle.now}::timestamptz - make_interval(days => ${days})
    ${'workspace' in handle ? handle`and e.workspace_id = ${handle.workspace}` : handle``}
  group by 1, 2, 3, 4 order by requests desc, recipient, why
`
