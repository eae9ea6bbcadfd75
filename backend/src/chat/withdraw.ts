import { type Deleted, Withdraw, type Withdrawn } from '@atavus/contract/chat'
import type { z } from 'zod'
import { withdrawConsents } from '../consent/queries.ts'
import { eraseVisitor } from '../conversations/queries.ts'
import type { Tenant } from '../db/tenancy.ts'
import { noteDeletion, receipted } from '../deletions/receipt.ts'
import { refuseHeld } from '../holds/held.ts'
import { body } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limitTurns } from '../limits/turns.ts'
import { countVisitorUse } from '../metering/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { rightsRequested } from '../webhooks/happened.ts'
import type { World } from '../world.ts'
import { lockRunning } from './queries.ts'
import { endAsKept } from './reap.ts'

export function openWithdrawal(door: OpenDoor, world: World): void {
  door('withdrawConsent', limitTurns(world), async c => {
    const wish = await body(c, Withdraw)
    const { policy, visitor } = c.var
    const by = { assistant: policy.id, visitor: visitor.id, consent: visitor.consent }
    return c.json(await world.db.tenant(policy.workspace, tenant => withdraw(world, tenant, by, wish)))
  })
}

async function erase(world: World, tenant: Tenant, assistant: string, visitor: string): Promise<Deleted> {
  const since = performance.now()
  await refuseHeld(tenant, { assistant, visitor })
  const counts = await eraseVisitor(tenant, assistant, visitor)
  const what = { kind: 'visitor', via: 'visitor', subject: visitor, counts } as const
  return receipted(world, await noteDeletion(tenant, what, since))
}

/** Who takes their yes back: the consent that they name, and with it every other of theirs. */
interface Withdrawing {
  assistant: string
  visitor: string
  consent: string
}

/**
 * Takes a yes back, and erases what was said under it if asked to. A legal hold keeps the words from being deleted, and
 * nothing from being withdrawn. Refuses with `consent_required` where nobody agreed.
 */
export async function withdraw(
  world: World,
  tenant: Tenant,
  by: Withdrawing,
  wish: z.infer<typeof Withdraw>,
): Promise<z.infer<typeof Withdrawn>> {
  const { assistant, visitor } = by
  const withdrawnAt = await endConsent(world, tenant, by)
  await countVisitorUse(tenant, 'feature:withdraw', assistant, visitor)
  const deleted = wish.delete ? await erase(world, tenant, assistant, visitor).catch(nothingIfHeld) : null
  if (wish.delete) await rightsRequested(tenant, assistant, 'erasure')
  return { withdrawnAt, deleted, held: wish.delete && deleted === null }
}

/**
 * Withdrawal ends running answers in its own transaction: when it has answered, no process can keep a further word
 * of them, and what is not kept is not shown. The news only make the process that makes one let go of its model. Answers
 * when it was, and refuses with `consent_required` where nobody agreed.
 */
export async function endConsent(
  world: World,
  tenant: Tenant,
  { assistant, visitor, consent }: Withdrawing,
): Promise<string> {
  const withdrawnAt = await withdrawConsents(tenant, assistant, visitor, consent)
  if (!withdrawnAt) throw new Refusal('consent_required')
  for (const reply of await lockRunning(tenant, assistant, visitor))
    await endAsKept(world, tenant, reply, { type: 'error', code: 'withdrawn' })
  await rightsRequested(tenant, assistant, 'withdrawal')
  return withdrawnAt.toISOString()
}

function nothingIfHeld(error: unknown): null {
  if (error instanceof Refusal && error.code === 'held') return null
  throw error
}
