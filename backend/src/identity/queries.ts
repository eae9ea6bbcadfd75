import type { Tenant } from '../db/tenancy.ts'

/**
 * Puts a new secret in the place of an assistant's present one, which works on until `until`; whatever was before that
 * one goes. Gives the ids of those that went; undefined: there is no such assistant.
 */
export async function renewIdentitySecret(
  tenant: Tenant,
  assistant: string,
  { id, sealed, until }: { id: string; sealed: Buffer; until: Date },
): Promise<string[] | undefined> {
  // Of two that come at once the second waits.
  const { count } = await tenant`
    select from assistants where workspace_id = ${tenant.workspace} and id = ${assistant} for update
  `
  if (!count) return undefined
  const gone = await tenant<{ id: string }[]>`
    delete from identity_secrets
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and until is not null
    returning id
  `
  await tenant`
    update identity_secrets set until = ${until}
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and until is null
  `
  await tenant`
    insert into identity_secrets (workspace_id, assistant_id, id, sealed_secret, created_at)
    values (${tenant.workspace}, ${assistant}, ${id}, ${sealed}, ${tenant.now})
  `
  return gone.map(row => row.id)
}

/** Removes an assistant's secrets, the former one too; gives their ids. */
export async function deleteIdentitySecrets(tenant: Tenant, assistant: string): Promise<string[]> {
  const gone = await tenant<{ id: string }[]>`
    delete from identity_secrets where workspace_id = ${tenant.workspace} and assistant_id = ${assistant}
    returning id
  `
  return gone.map(({ id }) => id)
}
