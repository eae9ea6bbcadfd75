import type { Role } from '@atavus/contract/rights'
import type { Person } from '../db/tenancy.ts'

/** What a session is worth at the handle's moment. */
export interface LiveSession {
  workspace: string
  role: Role
  confirmedAt: Date | null
  factor: boolean
  operator: boolean
  /** Whether its workspace is suspended. */
  suspended: boolean
}

/** Where a session that has not ended is signed in, and as what today; undefined also for a suspended account. */
export async function liveSession(person: Person, id: string): Promise<LiveSession | undefined> {
  const [row] = await person<LiveSession[]>`
    select s.workspace_id as workspace, m.role, s.confirmed_at as "confirmedAt", s.factor,
      exists (select from operators o where o.account_id = s.account_id) as operator,
      w.suspended_at is not null as suspended
    from sessions s
    join accounts a on a.id = s.account_id and a.suspended_at is null
    join memberships m on m.workspace_id = s.workspace_id and m.account_id = s.account_id
    join workspaces w on w.id = s.workspace_id
    where s.account_id = ${person.account} and s.id = ${id} and s.ended_at is null
      and s.expires_at > ${person.now}
  `
  return row
}
