import type { Keeper, Person, Tenant } from '../db/tenancy.ts'
import type { Deletion } from './receipt.ts'

/** Writes down that something was deleted, in its transaction; answers how far the list of erasures goes. */
export async function insertDeletion(
  handle: Tenant | Person | Keeper,
  { id, kind, via, askedAt, ms, counts }: Omit<Deletion, 'position' | 'doneAt'>,
): Promise<number> {
  const [row] = await handle<{ position: number }[]>`
    select note_deletion(${id}, ${kind}, ${via}, ${askedAt}, ${ms}, ${counts.conversations}, ${counts.messages})::float8
      as position
  `
  return row?.position ?? 0
}
