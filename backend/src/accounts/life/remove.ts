import type { AccountRemoval } from '@atavus/contract/operator'
import type { z } from 'zod'
import type { Deletion } from '../../deletions/receipt.ts'
import { Refusal } from '../../lib/refusal.ts'
import { insertOperatorAct } from '../../logs/queries.ts'
import type { World } from '../../world.ts'
import { depart, heldBack } from './depart.ts'

/**
 * Deletes somebody's account as an operator, with the same steps as its own holder: at once, because it is a child's
 * (P9.2), or because they asked and cannot do it themselves (P8.3). Refuses with `not_found` and `last_owner`, with
 * `forbidden` operators who would delete themselves, and with `held` where the account stays.
 */
export async function removeAccount(
  world: World,
  operator: string,
  account: string,
  { why, reason, workspaces }: z.infer<typeof AccountRemoval>,
): Promise<Deletion> {
  if (account === operator) throw new Refusal('forbidden')
  const gone = await depart(world, {
    account,
    kind: why === 'child' ? 'child' : 'account',
    via: 'operator',
    by: { kind: 'operator', account: operator },
    along: workspaces,
  })
  const action = why === 'child' ? 'account.of_child_deleted' : 'account.deleted'
  await world.db.keeper(keeper => insertOperatorAct(keeper, operator, action, account, reason))
  if ('stayed' in gone) throw heldBack(gone)
  world.logs.security('account_deleted', { account })
  return gone
}
