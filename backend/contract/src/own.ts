import { z } from 'zod'
import { Ask, Conversation, Deleted, Erased, language, Message, Notice, Withdrawn } from './chat.ts'
import { roles } from './rights.ts'

/** The moment that stands for "until it is deleted", where a message says when it will be. */
export const untilDeleted = '9999-12-31T00:00:00.000Z'

/** So many passages and characters of pages at most go with one question, and so many characters in one passage. */
export const mostShared = { passages: 40, characters: 60_000, inPassage: 6000 } as const

const origin = z
  .string()
  .max(260)
  .regex(/^https?:\/\/[^\s/?#@\\]+$/)

/** What somebody shares of a page: where it stands, and the passages that they have seen and sent. */
export const Shared = z
  .strictObject({
    kind: z.enum(['page', 'selection', 'link']),
    origin,
    url: z.url({ protocol: /^https?$/ }).max(2000),
    title: z.string().max(300),
    /** `number`: the asker's own, by which an answer names the passage that it rests on. */
    passages: z
      .array(
        z.strictObject({
          number: z.number().int().min(1).max(100_000),
          text: z.string().min(1).max(mostShared.inPassage),
        }),
      )
      .min(1)
      .max(mostShared.passages),
    /** How many values were masked before it was sent. */
    masked: z.number().int().min(0).max(100_000),
  })
  .refine(({ origin, url }) => URL.canParse(url) && new URL(url).origin === origin, {
    path: ['origin'],
    message: 'not that of the address',
  })
  .refine(({ url }) => URL.canParse(url) && !new URL(url).username && !new URL(url).password, {
    path: ['url'],
    message: 'with a name or password',
  })
export type Shared = z.infer<typeof Shared>

const context = z
  .array(Shared)
  .max(mostShared.passages)
  .refine(pages => pages.reduce((sum, { passages }) => sum + passages.length, 0) <= mostShared.passages, {
    message: 'more than 40 passages',
  })
  .refine(pages => pages.reduce((sum, page) => sum + charactersOf(page), 0) <= mostShared.characters, {
    message: 'more than 60000 characters',
  })

/** How many characters of a page are shared. */
export const charactersOf = ({ passages }: Pick<Shared, 'passages'>): number =>
  passages.reduce((sum, { text }) => sum + text.length, 0)

/** `id` is the client's: sent twice, it is answered and charged once. `context`: the best passages first. */
export const OwnAsk = Ask.extend({ context: context.optional() })
export type OwnAsk = z.infer<typeof OwnAsk>

const place = z.object({ id: z.uuid(), name: z.string() })

export const OwnAssistantsQuery = z.strictObject({ lang: language.optional() })
/** An assistant that the account may ask: of every workspace that it belongs to. */
export const OwnAssistant = z.object({
  id: z.uuid(),
  name: z.string(),
  greeting: z.string(),
  suggestions: z.array(z.string()),
  accent: z.string(),
  workspace: place,
  notice: Notice,
  /** Whether a yes to the notice as it reads now stands, and whether it is one to the model outside. */
  consent: z.object({ standing: z.boolean(), remote: z.boolean() }),
})
export type OwnAssistant = z.infer<typeof OwnAssistant>
export const OwnAssistants = z.object({ items: z.array(OwnAssistant) })

export const OwnConsent = z.strictObject({
  notice: z.string().regex(/^[0-9a-f]{64}$/),
  language,
  /** The statement of an age of 18 or more; anything but `true` is refused with `adults_only`. */
  adult: z.boolean(),
  /** `remote`: the model outside our server that the notice names may answer. Left out: no. */
  purposes: z.strictObject({ chat: z.literal(true), remote: z.boolean().optional() }),
})
export type OwnConsent = z.infer<typeof OwnConsent>
export const OwnConsentGiven = z.object({
  consent: z.uuid(),
  receipt: z.string(),
  validUntil: z.iso.datetime(),
})

export const OwnConversationsQuery = z.strictObject({
  /** Words that all stand in one message. */
  query: z.string().trim().min(1).max(200).optional(),
  before: z.string().max(200).optional(),
})
export const OwnSummary = z.object({
  id: z.uuid(),
  assistant: place,
  workspace: place,
  title: z.string(),
  language: z.string(),
  messages: z.number().int(),
  startedAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  deletedAt: z.iso.datetime(),
  /** Whether it stands in the log of the workspace. */
  shared: z.boolean(),
})
export type OwnSummary = z.infer<typeof OwnSummary>
/** Newest first. */
export const OwnConversations = z.object({ items: z.array(OwnSummary), next: z.string().nullable() })

/** A message with what was shared of pages when it was asked. */
export const OwnMessage = Message.extend({ shared: z.array(Shared) })
export type OwnMessage = z.infer<typeof OwnMessage>
/** Who reads a conversation in the log once it is shared. */
export const Reader = z.object({ username: z.string(), role: z.enum(roles) })
export const OwnConversation = Conversation.extend({
  ...OwnSummary.pick({ assistant: true, workspace: true, shared: true }).shape,
  messages: z.array(OwnMessage),
  /** A message whose answer is still being made, to be followed through `…/events`. */
  running: z.uuid().nullable(),
  /** Who would read it, or does; API keys that may read the log are counted in `servers`. */
  readers: z.array(Reader),
  servers: z.number().int(),
  /** Legal holds that keep it from being erased and may be told: why, and until when. */
  holds: z.array(z.object({ reason: z.string(), until: z.iso.datetime() })),
})
export type OwnConversation = z.infer<typeof OwnConversation>

/** `held`: how many conversations a legal hold keeps. */
export const OwnWithdrawn = Withdrawn.extend({ deleted: Deleted.nullable(), held: z.number().int() })
export type OwnWithdrawn = z.infer<typeof OwnWithdrawn>
export const SiteForgotten = Erased.pick({ held: true })
export type SiteForgotten = z.infer<typeof SiteForgotten>

export const OwnExportQuery = z.strictObject({ as: z.enum(['markdown', 'json']) })

export const OwnSharing = z.strictObject({ shared: z.boolean() })
export const OwnShared = OwnConversation.pick({ shared: true, readers: true, servers: true })

/** How many days the account’s own conversations are kept from then on; null: until they are deleted. */
export const OwnSettings = z.strictObject({ days: z.number().int().min(1).max(365).nullable() })

/** What was shared of which site and is still kept, what was shared last at the head. */
export const SharedSites = z.object({
  items: z.array(
    z.object({
      origin: z.string(),
      times: z.number().int(),
      characters: z.number().int(),
      lastAt: z.iso.datetime(),
    }),
  ),
})
export type SharedSites = z.infer<typeof SharedSites>
