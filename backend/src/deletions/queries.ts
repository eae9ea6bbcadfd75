import type { Keeper, Person, Tenant } from '../db/tenancy.ts'
import type { Deletion } from './receipt.ts'

/** When the latest backup was begun of those that may still lie somewhere; null: there is none. */
export async function newestBackup(keeper: Keeper): Promise<Date | null> {
  const [row] = await keeper<{ newest: Date | null }[]>`select max(newest) as newest from backup_folders`
  return row?.newest ?? null
}

/** Writes down that something was deleted, in its transaction; answers how far the list of erasures goes. */
export async function insertDeletion(
  handle: Tenant | Person | Keeper,
  { id, kind, via, askedAt, ms, counts }: Omit<Deletion, 'position'>,
): Promise<number> {
  const [row] = await handle<{ position: number }[]>`
    select note_deletion(${id}, ${kind}, ${via}, ${askedAt}, ${ms}, ${counts.conversations}, ${counts.messages})::float8
      as position
  `
  return row?.position ?? 0
}
