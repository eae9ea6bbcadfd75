import { z } from 'zod'

/** Why an answer ended badly; the words belong to the screens. */
export const endCodes = [
  'interrupted',
  'failed',
  'model_unavailable',
  'model_busy',
  'model_unpaid',
  'model_slow',
  'withdrawn',
] as const
export type EndCode = (typeof endCodes)[number]

export const Source = z.object({
  /** From 1, in the order of appearance; a text cites it as `[n]`. */
  number: z.number().int().positive(),
  title: z.string(),
  url: z.string().nullable(),
  heading: z.string(),
})
export type Source = z.infer<typeof Source>

/** Where the words of one answer went. */
export const Whereabouts = z.object({
  model: z.enum(['quote', 'ollama', 'deepseek']),
  /** `server`: they stayed on ours. */
  where: z.enum(['server', 'remote']),
  /** Set when the assistant's own model was down and its owner allowed quoting instead. */
  fallback: z.boolean(),
})
export type Whereabouts = z.infer<typeof Whereabouts>

/**
 * What comes over the wire while an answer is made: JSON in `data:`, `id: <reply>:<seq>`, seq from 1 without gaps.
 * Exactly one of the last three kinds ends it.
 */
export const ChatEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    /** The client's own id of the message that is answered. */
    message: z.uuid(),
    reply: z.uuid(),
    conversation: z.uuid(),
    /** When question and answer will be deleted, ISO 8601. */
    deletedAt: z.iso.datetime(),
  }),
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('source'), source: Source }),
  z.object({ type: z.literal('notice'), notice: Whereabouts }),
  z.object({ type: z.literal('done'), end: z.enum(['complete', 'truncated', 'refused']) }),
  z.object({ type: z.literal('stopped') }),
  z.object({ type: z.literal('error'), code: z.enum(endCodes) }),
])
export type ChatEvent = z.infer<typeof ChatEvent>
export type LastEvent = Extract<ChatEvent, { type: 'done' | 'stopped' | 'error' }>
