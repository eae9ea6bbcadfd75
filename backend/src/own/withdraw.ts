import type { Withdraw } from '@atavus/contract/chat'
import type { OwnWithdrawn } from '@atavus/contract/own'
import type { z } from 'zod'
import { endConsent } from '../chat/withdraw.ts'
import { eraseOwnIn } from '../conversations/erase/queries.ts'
import { takeTime } from '../db/take-time.ts'
import type { Tenant } from '../db/tenancy.ts'
import { noteDeletion, receipted } from '../deletions/receipt.ts'
import { lockHolds } from '../holds/queries.ts'
import { eraseOnceReleased } from '../holds/released.ts'
import { Refusal } from '../lib/refusal.ts'
import { countUse } from '../metering/queries.ts'
import { lastConsent } from '../server-chat/queries.ts'
import { rightsRequested } from '../webhooks/happened.ts'
import type { World } from '../world.ts'
import type { Here } from './place.ts'

/**
 * Takes an account's yes to an assistant back. What it asked it goes along if wished, but for what a legal hold keeps:
 * that stays alone, and is counted. Refuses with `consent_required` where it never agreed.
 */
export async function withdrawOwn(
  world: World,
  tenant: Tenant,
  here: Here,
  wish: z.infer<typeof Withdraw>,
): Promise<OwnWithdrawn> {
  const { policy, person, uncounted } = here
  const [consent] = await lastConsent(tenant, policy.id, person)
  if (!consent) throw new Refusal('consent_required')
  const by = { assistant: policy.id, visitor: person, consent: consent.id }
  const withdrawnAt = await endConsent(world, tenant, by)
  if (!uncounted) await countUse(tenant, 'feature:withdraw', policy.id)
  const gone = wish.delete ? await erase(world, tenant, here) : { deleted: null, held: 0 }
  return { withdrawnAt, ...gone }
}

async function erase(world: World, tenant: Tenant, { account, policy, person }: Here) {
  const since = performance.now()
  await takeTime(tenant)
  await lockHolds(tenant, policy.workspace, false)
  const { held, ...counts } = await eraseOwnIn(tenant, account, policy.id)
  if (held) await eraseOnceReleased(tenant, { of: 'account', via: 'account', assistant: policy.id, account })
  await rightsRequested(tenant, policy.id, 'erasure')
  const what = { kind: 'visitor', via: 'account', subject: person, counts, held } as const
  return { deleted: await receipted(world, await noteDeletion(tenant, what, since)), held }
}
