import type { Keeper, Tenant } from '../db/tenancy.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import type { World } from '../world.ts'
import { personId } from './person.ts'
import { pseudonymsOf } from './pseudonyms.ts'
import { assistantsWithKey, consentsIn, eraseProofs, withdrawStanding } from './queries.ts'

/**
 * Takes back what an account agreed to with the assistants of the handle's workspace, as it ceases to belong there: it
 * could not do so itself any more, and an old yes would stand again on the day on which it came back.
 */
export async function withdrawAsLeaving(world: World, tenant: Tenant, account: string): Promise<void> {
  await withdrawStanding(tenant, ...(await pairsOf(world, tenant, account)))
}

/** Erases it with the proof of it, withdrawn or not: a child’s (P9.2). */
export async function eraseAsLeaving(world: World, tenant: Tenant, account: string): Promise<void> {
  await eraseProofs(tenant, ...(await pairsOf(world, tenant, account)))
}

/** The workspaces with whose assistants an account ever agreed to speak, also where it belongs no more. */
export const agreedWorkspaces = async (world: World, keeper: Keeper, account: string): Promise<string[]> =>
  consentsIn(keeper, await pseudonymsOf(world, keeper, account))

/** The assistants of the handle's workspace, and under which pseudonym an account may have agreed with each. */
async function pairsOf(world: World, tenant: Tenant, account: string): Promise<[string[], string[]]> {
  const assistants = await assistantsWithKey(tenant)
  const [first] = assistants
  if (!first) return [[], []]
  const workspaceKey = unwrapWorkspaceKey(world.secrets.master, tenant.workspace, first.sealedKey)
  const ids = assistants.map(({ id }) => id)
  return [ids, ids.map(id => personId({ id, workspaceKey }, 'account', account))]
}
