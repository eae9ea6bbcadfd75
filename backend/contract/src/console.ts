import { z } from 'zod'
import { Conversation, language } from './chat.ts'
import { MaskedKind, SpecialCategory } from './events.ts'
import { line, PageQuery } from './line.ts'

/** An exact web origin as browsers send it, e.g. `https://shop.example` or `http://127.0.0.1:4610`; no pattern. */
export const origin = z
  .string()
  .max(253)
  .refine(
    value => URL.canParse(value) && new URL(value).origin === value && /^https?:[^*]+$/.test(value),
    'not an origin',
  )

export const modelName = z.enum(['quote', 'ollama', 'deepseek'])

const assistantFields = {
  name: line(80),
  greeting: z.string().trim().max(500),
  instructions: z.string().max(8000),
  suggestions: z.array(line(120)).max(6),
  model: modelName,
  /** Answer by `quote` while the chosen model is down. */
  quoteFallback: z.boolean(),
  accent: z.string().regex(/^#[0-9a-f]{6}$/i),
  retentionDays: z.number().int().min(1).max(365),
  controllerName: line(120),
  controllerContact: line(200),
  /** Where who is responsible can be found (GDPR Art. 13(1)(a)); the notice and receipts name it. */
  controllerAddress: z
    .string()
    .trim()
    .max(300)
    .regex(/^[^\p{Cc}]*$/u),
  addedNotice: z.string().trim().max(2000),
  /** May a model on this server answer what must not leave it? */
  localFallback: z.boolean(),
  /** Let the local model look a question over before it leaves, for what the anonymizer's rules do not know. */
  secondLook: z.boolean(),
  /** ISO 3166-1 alpha-2 codes of the countries whose phone numbers people write without a country code. */
  regions: z.array(z.string().regex(/^[A-Z]{2}$/)).max(8),
  /** The site's own contact data, which stays readable when words leave the server; all else is replaced. */
  publicContacts: z.array(line(200)).max(100),
  origins: z.array(origin).max(50),
  messagesPerDay: z.number().int().min(0).max(1_000_000),
  tokensPerDay: z.number().int().min(0).max(1_000_000_000),
  /** The most tokens that a question takes along to a model that costs tokens: itself, history, passages, instructions. */
  inputTokens: z.number().int().min(1000).max(100_000),
  /** The most tokens that an answer may have. */
  answerTokens: z.number().int().min(64).max(8192),
  /** How many answers may be under way at once. */
  answersAtOnce: z.number().int().min(1).max(1000),
}

export const AssistantChange = z.strictObject(assistantFields).partial()
export type AssistantChange = z.infer<typeof AssistantChange>
export const NewAssistant = z.strictObject({
  ...z.strictObject(assistantFields).partial().shape,
  name: assistantFields.name,
  controllerName: assistantFields.controllerName,
  controllerContact: assistantFields.controllerContact,
})
export type NewAssistant = z.infer<typeof NewAssistant>

export const Assistant = z.object({
  id: z.uuid(),
  ...assistantFields,
  /** `atv_pk_…`, for the script tag. */
  key: z.string(),
  /** The script tag, ready to paste. */
  tag: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Since when visitors' signed identities are taken; null: they are not. */
  identitySince: z.iso.datetime().nullable(),
  /** Today's use against the daily budgets. */
  today: z.object({ messages: z.number().int(), tokens: z.number().int() }),
})
export type Assistant = z.infer<typeof Assistant>

/** The models of this server; a remote one has passed the canary check, or nothing goes to it. */
export const Models = z.object({
  items: z.array(
    z.object({
      name: modelName,
      /** Set up on this server. */
      available: z.boolean(),
      /** Who gets the words when they leave our server, and in which country (ISO 3166-1 alpha-2); null: nobody. */
      recipient: z.object({ name: z.string(), country: z.string() }).nullable(),
      /** The last check that known identifiers do not reach it; null before the first, and for local ones. */
      canary: z
        .object({
          at: z.iso.datetime(),
          /** How many identifiers went through the path, and how many of them arrived. */
          planted: z.number().int(),
          arrived: z.number().int(),
        })
        .nullable(),
    }),
  ),
})
export type Models = z.infer<typeof Models>

/** Contact data found in an assistant's knowledge, for its owner to confirm as the site's own. */
export const ProposedContacts = z.object({
  items: z.array(
    z.object({
      kind: MaskedKind,
      value: z.string(),
      /** In how many documents it stands, and the title of the first. */
      documents: z.number().int(),
      title: z.string(),
    }),
  ),
})
export type ProposedContacts = z.infer<typeof ProposedContacts>

/** A text of the owner's, to see what would be sent of it. Nothing of it is kept. */
export const MaskTrial = z.strictObject({ text: z.string().min(1).max(4000) })
export const MaskedTrial = z.object({
  words: z.string(),
  masked: z.array(z.object({ placeholder: z.string(), kind: MaskedKind, value: z.string() })),
  special: z.array(SpecialCategory),
  /** Something looks like an identifier and cannot be told for sure: nothing would be sent. */
  unsure: z.boolean(),
})
export type MaskedTrial = z.infer<typeof MaskedTrial>
export const Assistants = z.object({ items: z.array(Assistant) })

/** Lets the owner try the assistant in the dashboard: out of the log, gone within a day. */
export const PreviewTicket = z.object({ ticket: z.string(), expiresAt: z.iso.datetime() })

const documentFields = {
  title: line(200),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable(),
  language,
  text: z.string().min(1).max(200_000),
}
export const NewDocument = z.strictObject(documentFields)
export type NewDocument = z.infer<typeof NewDocument>
export const DocumentChange = z.strictObject(documentFields).partial()
export const Document = z.object({
  id: z.uuid(),
  ...documentFields,
  passages: z.number().int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Document = z.infer<typeof Document>
export const DocumentSummary = Document.omit({ text: true }).extend({ characters: z.number().int() })
export type DocumentSummary = z.infer<typeof DocumentSummary>
export const DocumentsQuery = PageQuery
export const Documents = z.object({ items: z.array(DocumentSummary), next: z.string().nullable() })

/** A calendar day, of the two centuries in which a conversation can be. */
const day = z.iso.date().regex(/^2[01]/, 'not between 2000-01-01 and 2199-12-31')

/** `day` is a calendar day of the workspace's time zone. `cursor` comes from the page before. */
export const ConversationsQuery = z.strictObject({
  assistant: z.uuid().optional(),
  day: day.optional(),
  /** Words that were said, all of them in one message. */
  search: z.string().trim().min(1).max(200).optional(),
  cursor: z.string().max(200).optional(),
})
export const ConversationSummary = z.object({
  id: z.uuid(),
  assistant: z.object({ id: z.uuid(), name: z.string() }),
  /** The beginning of the first question. */
  title: z.string(),
  origin: z.string(),
  language: z.string(),
  messages: z.number().int(),
  startedAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  deletedAt: z.iso.datetime(),
})
export type ConversationSummary = z.infer<typeof ConversationSummary>
export const Conversations = z.object({ items: z.array(ConversationSummary), next: z.string().nullable() })
export const LoggedConversation = z.object({
  ...ConversationSummary.omit({ messages: true }).shape,
  ...Conversation.shape,
})
export type LoggedConversation = z.infer<typeof LoggedConversation>

/** All that left our server for one answer, word for word, with what the placeholders stand for. */
export const SentPrompt = z.object({
  recipient: z.string(),
  country: z.string(),
  sentAt: z.iso.datetime(),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
  /** The request's body, byte for byte, and its SHA-256 (hexadecimal); null of what left before they were kept. */
  body: z.string().nullable(),
  hash: z.string().nullable(),
  masked: z.array(z.object({ placeholder: z.string(), kind: MaskedKind, value: z.string() })),
})
export type SentPrompt = z.infer<typeof SentPrompt>
export const ExportQuery = z.strictObject({
  format: z.enum(['json', 'csv']),
  assistant: z.uuid().optional(),
  day: day.optional(),
})
