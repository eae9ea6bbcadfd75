import { z } from 'zod'
import { endCodes, Source, Whereabouts } from './events.ts'

export const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .max(35)
export const messageText = z
  .string()
  .min(1)
  .max(4000)
  .refine(text => text.trim() !== '', 'blank')

/**
 * `key` is the public key of the script tag. An owner who tries the assistant out sends a preview ticket instead, as
 * bearer token: a ticket is no part of an address.
 */
export const AssistantQuery = z.strictObject({
  key: z.string().max(100).optional(),
  lang: language.optional(),
})

/** The notice that a visitor reads before the first message; `hash` is SHA-256 (hex) of its exact content. */
export const Notice = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  language: z.string(),
  title: z.string(),
  /** In reading order. */
  paragraphs: z.array(z.string()),
  /** The label of the box that states an age of 18 or more. */
  adult: z.string(),
  /** The label of the box that lets the browser keep the history; off unless ticked. */
  history: z.string(),
  agree: z.string(),
  refuse: z.string(),
  /**
   * Set when the assistant's model is outside our server: the labels of two ways to agree, as easy as each other, in
   * the place of `agree`.
   */
  remote: z.object({ with: z.string(), without: z.string() }).nullable(),
  /** 0: as long as whoever asks has chosen. */
  retentionDays: z.number().int(),
  policyUrl: z.string(),
})
export type Notice = z.infer<typeof Notice>

/** All that a stranger may know about an assistant. */
export const PublicAssistant = z.object({
  name: z.string(),
  greeting: z.string(),
  suggestions: z.array(z.string()),
  accent: z.string(),
  notice: Notice,
  preview: z.boolean(),
})
export type PublicAssistant = z.infer<typeof PublicAssistant>

/** `ticket` stands in for `key` as above; a visitor token as bearer says that the same visitor agrees anew. */
export const GiveConsent = z.strictObject({
  key: z.string().max(100).optional(),
  ticket: z.string().max(2000).optional(),
  /** A short JWT (HS256) of the site's own server about its logged-in user: history then follows that person. */
  identity: z.string().max(4000).optional(),
  notice: z.string().regex(/^[0-9a-f]{64}$/),
  language,
  /** The statement of an age of 18 or more; anything but `true` is refused with `adults_only`. */
  adult: z.boolean(),
  /**
   * `history`: this device may keep the token beyond the tab. `remote`: the model outside our server that the notice
   * names may answer. Left out: no, since silence is no consent (GDPR Art. 4(11), 49(1)(a)).
   */
  purposes: z.strictObject({ chat: z.literal(true), history: z.boolean(), remote: z.boolean().optional() }),
})
export type GiveConsent = z.infer<typeof GiveConsent>

export const ConsentGiven = z.object({
  consent: z.uuid(),
  /** Compact JWS, `typ: consent-receipt+jwt`, EdDSA; keys at `/.well-known/jwks.json`. */
  receipt: z.string(),
  token: z.string(),
  tokenExpiresAt: z.iso.datetime(),
})
export type ConsentGiven = z.infer<typeof ConsentGiven>

export const TokenRenewed = z.object({ token: z.string(), tokenExpiresAt: z.iso.datetime() })
export type TokenRenewed = z.infer<typeof TokenRenewed>

/**
 * What was erased. `receipt`: a compact JWS (`typ: deletion-receipt+jwt`, EdDSA) that says what is gone, and what is left
 * where, until when; keys at `/.well-known/jwks.json`.
 */
export const Deleted = z.object({
  conversations: z.number().int(),
  messages: z.number().int(),
  receipt: z.string(),
})
export type Deleted = z.infer<typeof Deleted>
/** `held`: how many conversations a legal hold keeps. They stay until it is over, and only they. */
export const Erased = Deleted.extend({ held: z.number().int() })
export type Erased = z.infer<typeof Erased>

/** Body of withdrawal; `delete` also erases every conversation of the visitor with the assistant. */
export const Withdraw = z.strictObject({ delete: z.boolean() })
export const Withdrawn = z.object({
  withdrawnAt: z.iso.datetime(),
  deleted: Erased.nullable(),
  /** Whether a legal hold keeps something of what was to be deleted, too. */
  held: z.boolean(),
})
export type Withdrawn = z.infer<typeof Withdrawn>

/** `id` is the client's: sent twice, it is answered and charged once. */
export const Ask = z.strictObject({
  id: z.uuid(),
  conversation: z.uuid().optional(),
  text: messageText,
})
export type Ask = z.infer<typeof Ask>

/** What a visitor objects to (GDPR Art. 21): that what they do is counted to improve the service. */
export const Objection = z.strictObject({ improve: z.boolean() })

/** What a visitor says is wrong about them, to whoever is responsible for the site. */
export const Correction = z.strictObject({ text: messageText })
/** A request with its clock; `due` is the last day. */
export const RequestOpened = z.object({ id: z.uuid(), due: z.iso.datetime() })

export const Feedback = z.strictObject({ thumb: z.enum(['up', 'down']).nullable() })

export const Message = z.object({
  id: z.uuid(),
  role: z.enum(['visitor', 'assistant']),
  /** An answer names the message that it answers. */
  answers: z.uuid().nullable(),
  text: z.string(),
  at: z.iso.datetime(),
  /** When it will be deleted. */
  deletedAt: z.iso.datetime(),
  sources: z.array(Source),
  whereabouts: Whereabouts.nullable(),
  /** Null while the answer is still being made, and for visitors' messages. */
  end: z.enum(['complete', 'truncated', 'refused', 'stopped', 'error']).nullable(),
  code: z.enum(endCodes).nullable(),
  thumb: z.enum(['up', 'down']).nullable(),
})
export type Message = z.infer<typeof Message>

export const Conversation = z.object({
  id: z.uuid(),
  startedAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  deletedAt: z.iso.datetime(),
  messages: z.array(Message),
})
export type Conversation = z.infer<typeof Conversation>

/** `running`: a message whose answer is still being made, to be followed through `…/events`. */
export const VisitorConversation = z.object({
  conversation: Conversation.nullable(),
  running: z.uuid().nullable(),
  /** What the visitor objected to. */
  objections: z.array(z.enum(['improve'])),
})
export type VisitorConversation = z.infer<typeof VisitorConversation>

/** Everything held about one visitor, for their own download. */
export const VisitorExport = z.object({
  exportedAt: z.iso.datetime(),
  assistant: z.string(),
  consents: z.array(
    z.object({
      id: z.uuid(),
      givenAt: z.iso.datetime(),
      withdrawnAt: z.iso.datetime().nullable(),
      noticeHash: z.string(),
      /** What was agreed to, word for word; the hash is SHA-256 of exactly this as JSON. */
      notice: Notice.omit({ hash: true }),
      receipt: z.string(),
    }),
  ),
  conversations: z.array(Conversation),
  /** What the visitor objected to. */
  objections: z.array(z.enum(['improve'])),
  /** Legal holds over these words that may be told: why, and until when. */
  holds: z.array(z.object({ reason: z.string(), until: z.iso.datetime() })),
})
