import type { Account } from '@atavus/contract/account'
import { rights } from '@atavus/contract/rights'
import { Refusal } from '../lib/refusal.ts'
import { unreadPolicy } from '../policy/queries.ts'
import type { AccountPrincipal } from '../principal/principal.ts'
import type { World } from '../world.ts'
import { confirmedMs } from './confirmed.ts'
import { listWorkspaces, loadProfile, type ProfileRow } from './profile/queries.ts'

type Holder = Pick<AccountPrincipal, 'account' | 'session' | 'workspace'>

/** An account as it is told about itself, in the session and the workspace that it is in, as of now. */
export async function accountShown(world: World, holder: Holder): Promise<Account> {
  const { row, workspaces, policy } = await world.db.person(holder.account, async person => ({
    row: await loadProfile(person, holder),
    workspaces: [...(await listWorkspaces(person))],
    policy: await unreadPolicy(person),
  }))
  if (!row) throw new Refusal('unauthenticated')
  const { id, email, username, fullName, role, operator } = row
  return {
    id,
    email,
    username,
    fullName,
    picture: row.picture && `/v1/pictures/${row.picture}`,
    createdAt: row.createdAt.toISOString(),
    workspace: { id: holder.workspace, name: row.workspaceName, timeZone: row.timeZone, role },
    rights: [...rights[role]],
    workspaces,
    secondFactor: secondFactor(row),
    objections: row.objections,
    operator,
    billing: world.payments !== undefined,
    policy: policy ? { ...policy, publishedAt: policy.publishedAt.toISOString() } : null,
    confirmedUntil: confirmedUntil(row),
  }
}

const secondFactor = ({ factorSince, recoveryCodes }: ProfileRow): Account['secondFactor'] =>
  factorSince && { since: factorSince.toISOString(), recoveryCodes }

const confirmedUntil = ({ confirmedAt }: ProfileRow): string | null =>
  confirmedAt && new Date(confirmedAt.getTime() + confirmedMs).toISOString()
