import { z } from 'zod'

const state = z.enum(['kept', 'attention', 'broken', 'unused'])

/**
 * One thing that was seen. `value`: a count, an age in seconds, a limit or a fixed word. Anyone is told the count's order
 * of magnitude (`10–99`), and the age in whole days, hours or minutes, the largest of them that fits.
 */
const Shown = z.object({ fact: z.string(), value: z.string() })

/** What anyone may see of the promises: at `/trust.json`. */
export const Trust = z.object({
  /** When it was asked for. */
  at: z.iso.datetime(),
  counts: z.object({
    kept: z.number().int(),
    attention: z.number().int(),
    broken: z.number().int(),
    unused: z.number().int(),
  }),
  promises: z.array(
    z.object({
      id: z.string(),
      promise: z.string(),
      enforced: z.string(),
      state,
      /** When it was last looked at; null: not yet. */
      checkedAt: z.iso.datetime().nullable(),
      facts: z.array(Shown),
    }),
  ),
  /** What widens things on this installation. `egressAllow`: the order of magnitude of a count. */
  settings: z.object({ production: z.boolean(), egressAllow: z.string(), backups: z.boolean() }),
  /** What somebody who stole the database would still learn. */
  thief: z.array(z.string()),
  /** Where the keys are that receipts are verified with. */
  keys: z.string(),
})
export type Trust = z.infer<typeof Trust>

/** The same for operators: exact, with what kept a look from being taken, and how states changed. */
export const OperatedTrust = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      promise: z.string(),
      state,
      since: z.iso.datetime().nullable(),
      checkedAt: z.iso.datetime().nullable(),
      failed: z.string().nullable(),
      facts: z.array(Shown),
    }),
  ),
  changes: z.array(z.object({ id: z.string(), at: z.iso.datetime(), state, before: state })),
})
