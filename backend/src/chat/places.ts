import { Refusal } from '../lib/refusal.ts'

/** One answer's place among those that somebody may have under way in this process at once. */
export interface Place {
  /** Whose: an API key's id, or what stands for a network. */
  subject: string
  /** Without a number there is no end. */
  most: number | undefined
}

export interface Places {
  /**
   * Takes each of the places, or refuses with `too_many_answers` and takes none. Returns how to give them back, to be
   * called once: when the answer has ended, or was not begun.
   */
  take(wanted: Place[]): () => void
}

/** Counts the answers under way by whose they are. */
export function createPlaces(): Places {
  const taken = new Map<string, number>()
  const add = (subject: string, by: number) => {
    const count = (taken.get(subject) ?? 0) + by
    if (count > 0) taken.set(subject, count)
    else taken.delete(subject)
  }
  return {
    take: wanted => {
      for (const { subject, most = Number.POSITIVE_INFINITY } of wanted)
        if ((taken.get(subject) ?? 0) >= most) throw new Refusal('too_many_answers', { retryAfter: 2 })
      for (const { subject } of wanted) add(subject, 1)
      return () => {
        for (const { subject } of wanted) add(subject, -1)
      }
    },
  }
}
