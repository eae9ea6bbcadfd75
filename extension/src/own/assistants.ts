import { codeOf } from '@atavus/widget/client/problem.ts'
import type { Shelf } from '../lib/shelf.ts'
import { assistants, type OwnAssistant } from './checked.ts'
import type { Own } from './own.ts'

/** The assistants of an account as they were last seen, so that a panel opens at once and without a line. */
export async function assistantsSeen(disk: Shelf, device: string): Promise<OwnAssistant[]> {
  const found = await disk.get(`assistants:${device}`)
  try {
    return found === undefined ? [] : assistants({ items: found }).items
  } catch {
    return []
  }
}

/** Fetches them anew; throws a Problem when the server says no or is not to be reached. */
export async function assistantsNow(
  own: Own,
  disk: Shelf,
  device: string,
  language: string,
): Promise<OwnAssistant[]> {
  const items = await own.assistants(language)
  await disk.put(`assistants:${device}`, items)
  return items
}

/** Whether a list that could not be fetched may still be used: the server was only out of reach. */
export const isPassing = (error: unknown) =>
  ['unreachable', 'busy', 'broken', 'too_many_requests'].includes(codeOf(error))
