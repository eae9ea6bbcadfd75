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
  /** What the question holds could not be told for sure, so nothing was sent: to be put in other words. */
  'not_anonymized',
  /** The anonymizer itself failed or took too long, so nothing was sent: to be tried again. */
  'anonymizer_failed',
] as const
export type EndCode = (typeof endCodes)[number]

export const Source = z.object({
  /** From 1, in the order of appearance; a text cites it as `[n]`. */
  number: z.number().int().positive(),
  title: z.string(),
  url: z.string().nullable(),
  heading: z.string(),
  /** Of a page that was shared with the question: the passage's own number there. */
  passage: z.number().int().positive().optional(),
})
export type Source = z.infer<typeof Source>

/** What the anonymizer replaces before words leave our server. */
export const maskedKinds = [
  'email',
  'phone',
  'iban',
  'card',
  'wallet',
  'ip',
  'mac',
  'url',
  'secret',
  'password',
  'location',
  'national_id',
  'person',
  'address',
  'birth_date',
  'handle',
  'customer_number',
  'text',
] as const
export const MaskedKind = z.enum(maskedKinds)
export type MaskedKind = z.infer<typeof MaskedKind>

/** Special categories of personal data (GDPR Art. 9 and 10) that a text speaks of: noticed, not replaced. */
export const SpecialCategory = z.enum([
  'health',
  'religion',
  'politics',
  'ethnicity',
  'union',
  'sexuality',
  'biometrics',
  'crime',
])
export type SpecialCategory = z.infer<typeof SpecialCategory>

/** What left our server for one answer, as its visitor may see it. */
export const Sent = z.object({
  recipient: z.string(),
  /** ISO 3166-1 alpha-2 code of the recipient's country. */
  country: z.string(),
  /** The question as it was sent, placeholders in the places of what was masked. */
  words: z.string(),
  /** What was masked in all that was sent, the question, earlier messages and passages. */
  masked: z.array(z.object({ kind: MaskedKind, count: z.number().int().positive() })),
  /** What the question speaks of that is not replaced. */
  special: z.array(SpecialCategory),
  /** Titles of the passages that were sent along, as they were sent; without those of shared pages. */
  passages: z.array(z.string()),
})
export type Sent = z.infer<typeof Sent>

/** Where the words of one answer went. */
export const Whereabouts = z.object({
  model: z.enum(['quote', 'ollama', 'deepseek']),
  /** `server`: they stayed on ours. */
  where: z.enum(['server', 'remote']),
  /** Set when another model than the assistant's own answers; `because` says why. */
  fallback: z.boolean(),
  /**
   * `down`: its own was not available. `refused`: the visitor keeps their words on this server. `unsure`: the question
   * could not be made anonymous for certain.
   */
  because: z.enum(['down', 'refused', 'unsure']).nullable(),
  /** What left our server; null when nothing did. */
  sent: Sent.nullable(),
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
