import type { Person } from '../db/tenancy.ts'
import type { Role } from './may.ts'

export interface NewWorkspace {
  id: string
  name: string
  /** IANA. */
  timeZone: string
  /** Its key, wrapped by the master key. */
  sealedKey: Buffer
}

/** Makes a workspace; the handle must have been given its id. */
export async function insertWorkspace(person: Person, workspace: NewWorkspace): Promise<void> {
  const { id, name, timeZone, sealedKey } = workspace
  await person`
    insert into workspaces (id, name, time_zone, sealed_key, created_at)
    values (${id}, ${name}, ${timeZone}, ${sealedKey}, ${person.now})
  `
}

/** Makes the handle's account a member of a workspace. */
export async function insertMembership(person: Person, workspace: string, role: Role): Promise<void> {
  await person`
    insert into memberships (workspace_id, account_id, role, created_at)
    values (${workspace}, ${person.account}, ${role}, ${person.now})
  `
}

/** The workspaces of the handle's account, the one it joined first at the head. */
export function listMemberships(person: Person) {
  return person<{ workspace: string; role: Role }[]>`
    select workspace_id as workspace, role from memberships
    where account_id = ${person.account}
    order by created_at, workspace_id
  `
}
