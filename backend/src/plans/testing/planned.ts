import type { Limits } from '@atavus/contract/billing'
import type { lookInto } from '../../testing/database.ts'
import type { Owner } from '../../testing/shop.ts'

type Rows = ReturnType<typeof lookInto>

export const workspaceOf = async (owner: Owner): Promise<string> =>
  (await (await owner.call('GET', '/v1/account')).json()).workspace.id

let plans = 0
const limitless: Limits = {
  messages: null,
  tokens: null,
  assistants: null,
  seats: null,
  passages: null,
  remote: true,
}

/** Puts a workspace on a paid plan of its own with these limits and no others; gives the plan's id. */
export async function putOnPlan(
  rows: Rows,
  workspace: string,
  limits: Partial<Limits>,
  standing: { status?: string; graceUntil?: string } = {},
): Promise<string> {
  const id = `own-${++plans}`
  const plan = { id, name: id, place: 100 + plans, base: false, retired: true, ...limitless, ...limits }
  await rows`insert into plans ${rows(plan)}`
  const { status = 'active', graceUntil = null } = standing
  await rows`
    insert into subscriptions (workspace_id, live, plan, status, grace_until, created_at)
    values (${workspace}, false, ${id}, ${status}, ${graceUntil}, '2026-01-01')
    on conflict (workspace_id) do update
      set plan = excluded.plan, status = excluded.status, grace_until = excluded.grace_until
  `
  await tellPlan(rows, workspace)
  return id
}

/** What every process hears when a plan has changed. */
export const tellPlan = (rows: Rows, workspace: string) => rows`
  select pg_notify('atavus', json_build_object('type', 'assistant', 'id', id)::text) from assistants
  where workspace_id = ${workspace}
`

export async function chooseAtLimit(rows: Rows, workspace: string, atLimit: 'stop' | 'quote'): Promise<void> {
  await rows`update workspaces set at_limit = ${atLimit} where id = ${workspace}`
  await tellPlan(rows, workspace)
}

/** The workspace's meters, the earliest month first. */
export const metersOf = (rows: Rows, workspace: string) => rows`
  select month::text, messages::int, beyond::int, tokens_spent::int as spent, tokens_reserved::int as reserved
  from meters where workspace_id = ${workspace} order by month
`
