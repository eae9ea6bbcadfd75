import type { Person } from '../db/tenancy.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { newKey } from '../lib/seal.ts'
import { wrapWorkspaceKey } from '../workspaces/keys.ts'
import { insertMembership, insertWorkspace } from '../workspaces/queries.ts'
import type { World } from '../world.ts'
import { insertAccount, type NewAccount } from './queries.ts'

/** Before anybody has told us: where the days of a new workspace begin. */
const firstTimeZone = 'UTC'

/**
 * Opens an account with a workspace of its own, as its owner, all or nothing; `also` joins the transaction. Refuses
 * with `email_taken` or `username_taken`.
 */
export async function openAccount<T>(
  world: World,
  account: NewAccount,
  also: (person: Person, workspace: string) => Promise<T>,
): Promise<T> {
  const id = newId(world.now())
  const workspace = newId(world.now())
  const sealedKey = wrapWorkspaceKey(world.secrets.master, workspace, newKey())
  const work = async (person: Person) => {
    await insertAccount(person, account)
    await insertWorkspace(person, {
      id: workspace,
      name: account.username,
      timeZone: firstTimeZone,
      sealedKey,
    })
    await insertMembership(person, workspace, 'owner')
    return also(person, workspace)
  }
  return world.db.person(id, work, workspace).catch(taken)
}

function taken(error: { code?: string; constraint_name?: string }): never {
  if (error.code === '23505' && error.constraint_name === 'accounts_email') throw new Refusal('email_taken')
  if (error.code === '23505' && error.constraint_name === 'accounts_username')
    throw new Refusal('username_taken')
  throw error
}
