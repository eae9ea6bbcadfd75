import type { Keeper, Person, Stranger, Tenant } from '../db/tenancy.ts'

export async function tellRevoked(
  handle: Tenant | Person | Keeper,
  kind: string,
  subject: string,
): Promise<void> {
  await handle`select tell_revoked(${kind}, ${subject}, ${handle.now})`
}

export async function recentlyRevoked(stranger: Stranger, since: Date): Promise<string[]> {
  const rows = await stranger<{ subject: string }[]>`select subject from revoked_since(${since})`
  return rows.map(({ subject }) => subject)
}
