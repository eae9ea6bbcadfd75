import { z } from 'zod'

const count = z.number().int()

/** What a workspace keeps of what is said, and for how long. */
export const Retention = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      /** The term of what is written from now on. */
      days: count,
      /** Questions that still live, each with its answer. */
      questions: count,
      /** When the oldest of them was asked. */
      oldest: z.iso.datetime().nullable(),
      /** How many go within the next day, week and 30 days. */
      going: z.object({ day: count, week: count, month: count }),
    }),
  ),
  /** When the latest sweep ended. */
  sweptAt: z.iso.datetime().nullable(),
})

/** How many rows, by what. */
const Removed = z.record(z.string(), z.number())

export const Sweeps = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      startedAt: z.iso.datetime(),
      /** Null: it is at it, or died; the next goes on with it. */
      endedAt: z.iso.datetime().nullable(),
      removed: Removed,
      /** Steps that could not be taken. */
      failed: z.array(z.string()),
    }),
  ),
  /** What a sweep would remove now, in 7 and in 30 days. */
  next: z.object({ now: Removed, week: Removed, month: Removed }),
})
