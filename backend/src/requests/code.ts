import type { Erased } from '@atavus/contract/chat'
import type { Policies } from '../assistants/policies.ts'
import { codeHash } from '../consent/code.ts'
import { type Claimed, visitorByCode } from '../consent/queries.ts'
import { receiptedButHeld } from '../deletions/receipt.ts'
import { eraseChild } from '../erasure/child.ts'
import { vouches } from '../identity/read.ts'
import type { World } from '../world.ts'

const visitorOf = (world: World, code: string) =>
  visitorByCode(world.db.stranger, codeHash(code), world.now())

/** Deletes everything of the child whose receipt has this code, at once; undefined: no receipt has it. */
export async function eraseByCode(world: World, code: string): Promise<Erased | undefined> {
  const found = await visitorOf(world, code)
  if (!found) return undefined
  const deletion = await world.db.tenant(found.workspace, tenant =>
    eraseChild(world, tenant, found.assistant, found.visitor, 'code'),
  )
  return receiptedButHeld(world, deletion)
}

/**
 * Whose receipt has a code, and whether that proves who they are: not where a site named them with a secret that counts
 * no more. Undefined: no receipt has it.
 */
export async function claimedBy(
  world: World,
  policies: Policies,
  code: string,
): Promise<(Claimed & { vouched: boolean }) | undefined> {
  const found = await visitorOf(world, code)
  const policy = found && (await policies.byId(found.workspace, found.assistant))
  if (!found || !policy) return undefined
  const { voucher } = found
  return { ...found, vouched: voucher === null || vouches(voucher, policy.identitySecrets, world.now()) }
}
