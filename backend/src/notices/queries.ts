import type { Keeper } from '../db/tenancy.ts'
import type { MailLanguage } from '../mail/subject.ts'

interface Reader {
  to: string
  username: string
  /** Null: nobody has said so yet. */
  language: MailLanguage | null
}

/** Where an account is written to, in which language, and what it is called; undefined when it is no more. */
export async function findReader(keeper: Keeper, account: string): Promise<Reader | undefined> {
  const [row] = await keeper<Reader[]>`
    select email as to, username, language from accounts where id = ${account}
  `
  return row
}

/** The accounts of a workspace's owners; none when it is no more. */
export async function ownersOf(keeper: Keeper, workspace: string): Promise<string[]> {
  const rows = await keeper<{ account: string }[]>`
    select account_id as account from memberships
    where workspace_id = ${workspace} and role = 'owner'
    order by account_id
  `
  return rows.map(({ account }) => account)
}

/** What the owners of these ids call them; one that is no more is missing. */
export async function namesOf(
  keeper: Keeper,
  { workspaces, assistants, accounts }: Record<'workspaces' | 'assistants' | 'accounts', string[]>,
): Promise<Map<string, string>> {
  const rows = await keeper<{ id: string; name: string }[]>`
    select id, name from workspaces where id = any(${workspaces}::uuid[])
    union all
    select id, name from assistants where id = any(${assistants}::uuid[])
    union all
    select id, username from accounts where id = any(${accounts}::uuid[])
  `
  return new Map(rows.map(({ id, name }) => [id, name]))
}
