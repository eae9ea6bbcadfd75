import { z } from 'zod'
import { line } from './line.ts'

export const requestKinds = [
  'access',
  'rectification',
  'erasure',
  'objection',
  'portability',
  'child',
  'other',
] as const
const kind = z.enum(requestKinds)
const written = z.string().trim().min(1).max(4000)

/** What somebody asks by right, as whoever answers sees it. */
export const RightsRequest = z.object({
  id: z.uuid(),
  kind,
  via: z.enum(['widget', 'account', 'form', 'mail']),
  /** Whose it is to answer: a workspace's owners, or the operator (null). */
  workspace: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  assistant: z.uuid().nullable(),
  /** The address to answer to; null: it is answered where it came from. */
  contact: z.string().nullable(),
  words: z.string(),
  /** Whether it is known that who asks is who they say: by a token, a receipt's code, a session, a mail's link. */
  proven: z.boolean(),
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  extended: z.string().nullable(),
  escalatedAt: z.iso.datetime().nullable(),
  answer: z
    .object({ at: z.iso.datetime(), outcome: z.enum(['done', 'refused']), words: z.string() })
    .nullable(),
})
export type RightsRequest = z.infer<typeof RightsRequest>
export const RightsRequests = z.object({ items: z.array(RightsRequest) })

/** A refusal names why; that a complaint may be made to an authority is added to it. */
export const AnswerRequest = z.strictObject({ outcome: z.enum(['done', 'refused']), words: written })
/** Within the first term, once; the person is told why. */
export const ExtendRequest = z.strictObject({ reason: line(500) })

/** A request that came by mail or by post, with the day on which it arrived. */
export const RecordRequest = z.strictObject({
  kind,
  contact: z.email().max(254).nullable(),
  words: written,
  arrivedAt: z.iso.datetime(),
  workspace: z.uuid().nullable(),
  proven: z.boolean(),
})

/** What an account holder asks for that is not in their own hands. */
export const AskRequest = z.strictObject({ kind, words: written })
