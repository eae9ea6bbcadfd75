import { z } from 'zod'
import { line } from './line.ts'

/**
 * Whether the visitors whom it concerns are not told. Of a hold that is told, they read that their words are kept for a
 * legal reason, until when and why: in their export, its archive and on the page of their receipt. Of a silent one they
 * read nothing there. Under either an erasure takes what is not held, and says how many conversations are (`held`), without
 * the reason, its day or whose it is; they are erased once no hold keeps them. Owners read every hold.
 */
const silent = z.boolean()

/** A legal hold: what must be kept beyond its term, why, and until when. */
export const Hold = z.object({
  id: z.uuid(),
  /** All conversations of one assistant, one conversation, or with neither: the whole workspace. */
  assistant: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  conversation: z.uuid().nullable(),
  reason: z.string(),
  silent,
  by: z.object({ kind: z.enum(['account', 'operator']), name: z.string().nullable() }),
  createdAt: z.iso.datetime(),
  until: z.iso.datetime(),
  /** When it was ended before that. */
  endedAt: z.iso.datetime().nullable(),
})
export type Hold = z.infer<typeof Hold>
export const Holds = z.object({ items: z.array(Hold) })

/** `until`: within a year from now. At most one of `assistant` and `conversation`. */
export const NewHold = z
  .strictObject({
    assistant: z.uuid().nullable(),
    conversation: z.uuid().nullable(),
    reason: line(500),
    silent,
    until: z.iso.datetime(),
  })
  .refine(({ assistant, conversation }) => assistant === null || conversation === null, 'one of the two')
export type NewHold = z.infer<typeof NewHold>

/** An operator holds a whole workspace; its owners read why, its visitors only where it is said not to be silent. */
export const OperatorHold = z.strictObject({
  reason: line(500),
  silent: silent.default(true),
  until: z.iso.datetime(),
})

/** What operators hold of a workspace and what stands, with its name; `by`: null where the account is gone. */
export const OperatedHolds = z.object({
  workspace: z.string(),
  items: z.array(
    z.object({
      id: z.uuid(),
      reason: z.string(),
      silent,
      by: z.string().nullable(),
      createdAt: z.iso.datetime(),
      until: z.iso.datetime(),
    }),
  ),
})
export type OperatedHolds = z.infer<typeof OperatedHolds>
/** Why it ends before its day; its owners read it. */
export const EndHold = z.strictObject({ reason: line(500) })
