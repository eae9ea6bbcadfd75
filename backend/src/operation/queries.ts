import type { Database } from '../db/tenancy.ts'

/** Whether the database answers within two seconds. */
export async function databaseAnswers(stranger: Database['stranger']): Promise<boolean> {
  const answer = stranger`select 1`.then(() => true)
  const late = new Promise<false>(resolve => setTimeout(resolve, 2000, false).unref())
  return Promise.race([answer, late]).catch(() => false)
}
