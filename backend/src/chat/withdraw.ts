import { Withdraw, type Withdrawn } from '@atavus/contract/chat'
import type { z } from 'zod'
import { withdrawConsents } from '../consent/queries.ts'
import { eraseAsWished } from '../conversations/erase/visitor.ts'
import type { Tenant } from '../db/tenancy.ts'
import { receiptedButHeld } from '../deletions/receipt.ts'
import { body } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limitEndings } from '../limits/turns.ts'
import { countVisitorUse } from '../metering/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import { rightsRequested } from '../webhooks/happened.ts'
import type { World } from '../world.ts'
import { lockRunning } from './queries.ts'
import { endAsKept } from './reap.ts'

export function openWithdrawal(door: OpenDoor, world: World): void {
  door('withdrawConsent', limitEndings(world), async c => {
    const wish = await body(c, Withdraw)
    const { policy, visitor } = c.var
    const by = { assistant: policy.id, visitor: visitor.id, consent: visitor.consent }
    return c.json(await world.db.tenant(policy.workspace, tenant => withdraw(world, tenant, by, wish)))
  })
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
  const withdrawnAt = await endConsent(world, tenant, by)
  await countVisitorUse(tenant, 'feature:withdraw', by.assistant, by.visitor)
  if (!wish.delete) return { withdrawnAt, deleted: null, held: false }
  const deleted = await receiptedButHeld(world, await eraseAsWished(tenant, by, 'visitor'))
  return { withdrawnAt, deleted, held: deleted.held > 0 }
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
  const ended = await endConsents(world, tenant, assistant, visitor)
  const named = ended.find(({ id }) => id === consent)
  if (!named) throw new Refusal('consent_required')
  await rightsRequested(tenant, assistant, 'withdrawal')
  return named.withdrawnAt.toISOString()
}

/** Takes every yes of a visitor to an assistant back, and cuts what is being answered under them. */
export async function endConsents(world: World, tenant: Tenant, assistant: string, visitor: string) {
  const ended = await withdrawConsents(tenant, assistant, visitor)
  for (const reply of await lockRunning(tenant, assistant, visitor))
    await endAsKept(world, tenant, reply, { type: 'error', code: 'withdrawn' })
  return ended
}
