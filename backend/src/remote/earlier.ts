import type { MaskedValue } from '@atavus/anonymizer/restore'
import type { EarlierRow } from './queries.ts'
import { openValues } from './sealed.ts'

/** What a conversation's earlier turns that have left mean for the next one. */
export interface Earlier {
  /** What was masked in them, so that it stays masked. */
  values: MaskedValue[]
  /** Ids of their questions and answers: no other message of the conversation may be taken along. */
  left: ReadonlySet<string>
  /** When the first of them goes, with which any prompt that takes it along must go. */
  until(ids: readonly string[]): Date | undefined
}

export const nothingEarlier: Earlier = { values: [], left: new Set(), until: () => undefined }

export function earlierOf(key: Buffer, rows: readonly EarlierRow[]): Earlier {
  const values = new Map<string, MaskedValue>()
  const ends = new Map<string, Date>()
  for (const { reply, message, sealed, expiresAt } of rows) {
    for (const one of openValues(key, reply, sealed)) values.set(one.placeholder, one)
    ends.set(reply, expiresAt).set(message, expiresAt)
  }
  return {
    values: [...values.values()],
    left: new Set(ends.keys()),
    until: ids => {
      const times = ids.flatMap(id => ends.get(id)?.getTime() ?? [])
      return times.length ? new Date(Math.min(...times)) : undefined
    },
  }
}
