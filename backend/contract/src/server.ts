import { z } from 'zod'
import { language, Message, messageText, Objection, VisitorExport } from './chat.ts'
import { VisitorLeft } from './egress.ts'

/** The caller's own name for a person: a pseudonym, never an e-mail address or a name. Kept only as a keyed hash. */
const person = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u)

export const ServerNoticeQuery = z.strictObject({ lang: language.optional() })

/** A person's yes, as the server that showed them the notice records it. */
export const ServerConsent = z.strictObject({
  person,
  /** The `hash` of the notice that was shown. */
  notice: z.string().regex(/^[0-9a-f]{64}$/),
  language,
  /** The statement of an age of 18 or more; anything but `true` is refused with `adults_only`. */
  adult: z.boolean(),
  /** Where it was shown: an address, of which query and fragment are left out, or the name of an app. */
  shownAt: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}]*$/u),
  /** When it was shown: within the last day. */
  shownOn: z.iso.datetime(),
  /** `remote`: the model outside our server that the notice names may answer. Left out: no. */
  purposes: z.strictObject({ chat: z.literal(true), remote: z.boolean().optional() }),
})
export type ServerConsent = z.infer<typeof ServerConsent>
export const ServerConsentGiven = z.object({
  consent: z.uuid(),
  receipt: z.string(),
  validUntil: z.iso.datetime(),
})

export const ServerWithdrawal = z.strictObject({ person, delete: z.boolean() })

/** `id` is the caller's: sent twice, it is answered and charged once. `stream`: as server-sent events, or whole. */
export const ServerAsk = z.strictObject({
  person,
  id: z.uuid(),
  conversation: z.uuid().optional(),
  text: messageText,
  stream: z.boolean(),
})
export type ServerAsk = z.infer<typeof ServerAsk>
/** A whole answer. */
export const ServerAnswer = z.object({ conversation: z.uuid(), message: Message })
export type ServerAnswer = z.infer<typeof ServerAnswer>
/** Everything held about a person, with their words as they left for models outside. */
export const ServerHeld = VisitorExport.extend({ left: VisitorLeft.shape.items })
export const ServerObjection = Objection.extend({ person })
export const PersonBody = z.strictObject({ person })
