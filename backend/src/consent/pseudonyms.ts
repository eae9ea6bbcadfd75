import type { Keeper } from '../db/tenancy.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import type { World } from '../world.ts'
import { personId } from './person.ts'
import { askedByAccounts } from './queries.ts'

/** Under which pseudonyms an account has agreed to ask assistants. */
export async function pseudonymsOf(world: World, keeper: Keeper, account: string): Promise<string[]> {
  const asked = await askedByAccounts(keeper)
  return asked.map(({ assistant, workspace, workspaceKey }) =>
    personId(
      { id: assistant, workspaceKey: unwrapWorkspaceKey(world.secrets.master, workspace, workspaceKey) },
      'account',
      account,
    ),
  )
}
