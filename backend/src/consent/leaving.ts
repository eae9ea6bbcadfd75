import type { Tenant } from '../db/tenancy.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import type { World } from '../world.ts'
import { personId } from './person.ts'
import { assistantsWithKey, withdrawStanding } from './queries.ts'

/**
 * Takes back what an account agreed to with the assistants of the handle's workspace, as it ceases to belong there: it
 * could not do so itself any more, and an old yes would stand again on the day on which it came back.
 */
export async function withdrawAsLeaving(world: World, tenant: Tenant, account: string): Promise<void> {
  const assistants = await assistantsWithKey(tenant)
  const [first] = assistants
  if (!first) return
  const workspaceKey = unwrapWorkspaceKey(world.secrets.master, tenant.workspace, first.sealedKey)
  const ids = assistants.map(({ id }) => id)
  await withdrawStanding(
    tenant,
    ids,
    ids.map(id => personId({ id, workspaceKey }, 'account', account)),
  )
}
