import { z } from 'zod'
import { line } from './line.ts'

/** A legal hold: what must be kept beyond its term, why, and until when. */
export const Hold = z.object({
  id: z.uuid(),
  /** All conversations of one assistant, one conversation, or with neither: the whole workspace. */
  assistant: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  conversation: z.uuid().nullable(),
  reason: z.string(),
  /** Whether the people whom it concerns are not told. */
  silent: z.boolean(),
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
    silent: z.boolean(),
    until: z.iso.datetime(),
  })
  .refine(({ assistant, conversation }) => assistant === null || conversation === null, 'one of the two')
export type NewHold = z.infer<typeof NewHold>

/** An operator holds a whole workspace; its owners read why. */
export const OperatorHold = z.strictObject({ reason: line(500), until: z.iso.datetime() })
