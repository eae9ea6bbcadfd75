import type { AuditAction, SecurityEvent } from '@atavus/contract/logs'
import type { Keeper } from '../db/tenancy.ts'
import { queueJob } from '../jobs/queue.ts'
import { Refusal } from '../lib/refusal.ts'
import { auditIn } from '../logs/audit.ts'
import { insertOperatorAct } from '../logs/queries.ts'
import { revoke } from '../revocation/revoke.ts'
import type { World } from '../world.ts'
import {
  isCharged,
  type Outcome,
  setAccountSuspension,
  setWorkspaceSuspension,
  workspacesOf,
} from './queries.ts'

/** An operator's wish: whom, whether from now on, and why. */
interface Wish {
  /** The operator's account. */
  operator: string
  id: string
  suspended: boolean
  reason: string
}

/**
 * Suspends a workspace or lets it go on: what it has running is cut, its owners read the reason in their audit log and
 * get a mail, which says so where they go on paying. Refuses with `not_found`. What is so already stays as it is.
 */
export async function suspendWorkspace(world: World, wish: Wish): Promise<void> {
  const { id, suspended } = wish
  const outcome = await world.db.keeper(async keeper => {
    const found = await setWorkspaceSuspension(keeper, id, suspended)
    if (found !== 'changed') return found
    const action = suspended ? 'workspace.suspended' : 'workspace.resumed'
    await auditIn(keeper, id, by(wish), action, { target: id, reason: wish.reason })
    if (!suspended) return found
    await revoke(keeper, { type: 'workspace', id })
    const notice = (await isCharged(keeper, id)) ? 'suspended-charged' : 'suspended'
    const subject = { mail: 'owners', workspace: id, notice, language: 'en' } as const
    await queueJob(keeper, { kind: 'mail', subject })
    return found
  })
  tell(world, outcome, eventOf(suspended), { workspace: id })
}

/**
 * Suspends an account, which ends its sessions, or lets it in again. Whoever owns a workspace where it belongs reads
 * the reason there. Refuses with `not_found`, and with `forbidden` operators who would shut themselves out.
 */
export async function suspendAccount(world: World, wish: Wish): Promise<void> {
  const { id, suspended, operator, reason } = wish
  if (id === operator) throw new Refusal('forbidden')
  const outcome = await world.db.keeper(async keeper => {
    const found = await setAccountSuspension(keeper, id, suspended)
    if (found !== 'changed') return found
    const action = suspended ? 'account.suspended' : 'account.resumed'
    await insertOperatorAct(keeper, operator, action, id, reason)
    await showWhereItBelongs(keeper, wish, action)
    if (!suspended) return found
    await revoke(keeper, { type: 'account', id })
    const subject = { mail: 'notice', account: id, notice: 'suspended', language: 'en' } as const
    await queueJob(keeper, { kind: 'mail', subject })
    return found
  })
  tell(world, outcome, eventOf(suspended), { account: id })
}

async function showWhereItBelongs(keeper: Keeper, wish: Wish, action: AuditAction): Promise<void> {
  for (const workspace of await workspacesOf(keeper, wish.id))
    await auditIn(keeper, workspace, by(wish), action, { target: wish.id, reason: wish.reason })
}

/** The operator's own address is nobody's business here. */
function tell(
  world: World,
  outcome: Outcome,
  event: SecurityEvent,
  about: { workspace: string } | { account: string },
): void {
  if (outcome === 'missing') throw new Refusal('not_found')
  if (outcome === 'changed') world.logs.security(event, about)
}

const by = ({ operator }: Wish) => ({ kind: 'operator', account: operator }) as const
const eventOf = (suspended: boolean): SecurityEvent => (suspended ? 'suspended' : 'resumed')
