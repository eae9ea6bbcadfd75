import { z } from 'zod'
import { line } from './line.ts'
import { roles, scopes } from './rights.ts'

const role = z.enum(roles)
const zones: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])
/** IANA, as it is written there: `Europe/Berlin`. An offset such as `+05:00` is read by some with the other sign. */
const timeZone = z
  .string()
  .max(60)
  .refine(name => zones.has(name), 'not a time zone')

const limits = {
  /** Ceilings for all assistants of the workspace together, a day; null: only their own. */
  messagesPerDay: z.number().int().min(0).max(10_000_000).nullable(),
  tokensPerDay: z.number().int().min(0).max(10_000_000_000).nullable(),
}

export const Workspace = z.object({
  id: z.uuid(),
  name: z.string(),
  timeZone: z.string(),
  createdAt: z.iso.datetime(),
  ...limits,
})
export type Workspace = z.infer<typeof Workspace>
export const WorkspaceChange = z.strictObject({ name: line(80), timeZone, ...limits }).partial()
/** `name`: the workspace's, typed, so that nobody deletes one by accident. */
export const WorkspaceDeletion = z.strictObject({ name: z.string().max(200) })

export const Member = z.object({
  account: z.uuid(),
  username: z.string(),
  fullName: z.string().nullable(),
  email: z.string(),
  picture: z.string().nullable(),
  role,
  since: z.iso.datetime(),
  secondFactor: z.boolean(),
})
export type Member = z.infer<typeof Member>
export const Members = z.object({ items: z.array(Member) })
export const MemberChange = z.strictObject({ role })

export const NewInvitation = z.strictObject({ email: z.email().max(254), role })
export const Invitation = z.object({
  id: z.uuid(),
  email: z.string(),
  role,
  invitedBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
})
export type Invitation = z.infer<typeof Invitation>
export const Invitations = z.object({ items: z.array(Invitation) })
/** What an invitation's link shows before it is taken. */
export const InvitationSeen = z.object({ workspace: z.string(), role, email: z.string() })

export const ApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  /** The beginning and the last four characters: enough to tell it from others. */
  shown: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  /** To a minute. */
  lastUsedAt: z.iso.datetime().nullable(),
  /** Switched off, and on again: nothing else about it changes. */
  disabled: z.boolean(),
  /** Of a rotated key: when the secret before this one ends. */
  previousUntil: z.iso.datetime().nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>
export const ApiKeys = z.object({ items: z.array(ApiKey) })
export const NewApiKey = z.strictObject({
  name: line(80),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  /** Days until it ends by itself; null: never. */
  days: z.number().int().min(1).max(730).nullable(),
})
export const ApiKeyChange = z
  .strictObject({
    name: line(80),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
    disabled: z.boolean(),
  })
  .partial()
/** For how long the former secret still works beside the new one. */
export const Rotation = z.strictObject({ overlapHours: z.number().int().min(0).max(168) })
/** `secret` is shown this once. */
export const ApiKeyMade = z.object({ key: ApiKey, secret: z.string() })

export const PublicKey = z.object({
  id: z.uuid(),
  key: z.string(),
  label: z.string(),
  createdAt: z.iso.datetime(),
  disabled: z.boolean(),
})
export type PublicKey = z.infer<typeof PublicKey>
export const PublicKeys = z.object({ items: z.array(PublicKey) })
export const NewPublicKey = z.strictObject({ label: line(80) })
export const PublicKeyChange = z.strictObject({ label: line(80), disabled: z.boolean() }).partial()

/** The secret that the owner's server signs its visitors' identities with (HS256); shown this once. */
export const IdentitySecret = z.object({ secret: z.string(), since: z.iso.datetime() })

/** Happenings that a webhook may be told. */
export const webhookEvents = [
  'conversation.ended',
  'question.unanswered',
  'budget.reached',
  'rights.requested',
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

export const Webhook = z.object({
  id: z.uuid(),
  url: z.string(),
  events: z.array(z.enum(webhookEvents)),
  createdAt: z.iso.datetime(),
  disabled: z.boolean(),
  /** How the last delivery went, if there was one. */
  last: z.object({ at: z.iso.datetime(), ok: z.boolean() }).nullable(),
})
export type Webhook = z.infer<typeof Webhook>
export const Webhooks = z.object({ items: z.array(Webhook) })
const endpoint = z.url({ protocol: /^https?$/ }).max(2000)
export const NewWebhook = z.strictObject({ url: endpoint, events: z.array(z.enum(webhookEvents)).min(1) })
export const WebhookChange = z
  .strictObject({ url: endpoint, events: z.array(z.enum(webhookEvents)).min(1), disabled: z.boolean() })
  .partial()
/** `secret` is shown this once: `whsec_…`, as standardwebhooks.com has it. */
export const WebhookMade = z.object({ webhook: Webhook, secret: z.string() })

export const Delivery = z.object({
  id: z.uuid(),
  event: z.enum([...webhookEvents, 'test']),
  at: z.iso.datetime(),
  state: z.enum(['waiting', 'delivered', 'given_up']),
  attempts: z.number().int(),
  /** The endpoint's last answer; null: none came. */
  status: z.number().int().nullable(),
  /** Why it failed, as a fixed word; null: it has not. */
  problem: z.string().nullable(),
  nextAt: z.iso.datetime().nullable(),
  /** The body that is sent: ids, no words of people. */
  body: z.string(),
})
export type Delivery = z.infer<typeof Delivery>
export const Deliveries = z.object({ items: z.array(Delivery), next: z.string().nullable() })

/** What is counted, each in the transaction of its act. */
export const counters = [
  'messages',
  'answers',
  'tokens_in',
  'tokens_out',
  'calls',
  'feature:stop',
  'feature:feedback',
  'feature:resume',
  'feature:export',
  'feature:erase',
  'feature:withdraw',
  'feature:search',
  'feature:try',
  'feature:mask',
  'feature:identity',
  'feature:server_chat',
  'feature:own_chat',
] as const
export type Counter = (typeof counters)[number]

/** Days of the workspace's time zone, both included; at most 92 of them. */
const day = z.iso.date().regex(/^2[01]/, 'not between 2000-01-01 and 2199-12-31')
export const UsageQuery = z.strictObject({ from: day, to: day, assistant: z.uuid().optional() })
export const Usage = z.object({
  timeZone: z.string(),
  items: z.array(
    z.object({
      day: z.string(),
      /** Null: of the workspace as a whole. */
      assistant: z.object({ id: z.uuid(), name: z.string() }).nullable(),
      counts: z.partialRecord(z.enum(counters), z.number().int()),
    }),
  ),
})
export type Usage = z.infer<typeof Usage>

/** Days of the workspace's time zone, both included; at most 400 of them. */
export const UsageExportQuery = z.strictObject({
  from: day,
  to: day,
  assistant: z.uuid().optional(),
  format: z.enum(['csv', 'json']),
})

/** Days as in a usage query; at most 92 of them. */
export const TracedQuery = z.strictObject({
  from: day,
  to: day,
  assistant: z.uuid().optional(),
  cursor: z.string().max(200).optional(),
})
/**
 * Which conversations the messages and tokens that were counted belong to, in ids and figures alone: no word of them.
 * What was erased or is past its term is told as a sum.
 */
export const Traced = z.object({
  items: z.array(
    z.object({
      day: z.string(),
      conversation: z.uuid(),
      assistant: z.uuid(),
      /** In the dashboard: it counts like any other and stands in no log. */
      preview: z.boolean(),
      messages: z.number().int(),
      /** Of those, what counted against the plan's limits; without plans none does. */
      counted: z.number().int(),
      tokensIn: z.number().int(),
      tokensOut: z.number().int(),
    }),
  ),
  next: z.string().nullable(),
  /** All that was counted in the span, and of it what no conversation is left for. */
  totals: z.object({ messages: z.number().int(), tokensIn: z.number().int(), tokensOut: z.number().int() }),
  gone: z.object({ messages: z.number().int(), tokensIn: z.number().int(), tokensOut: z.number().int() }),
})
export type Traced = z.infer<typeof Traced>

/** What somebody who only chats sees of the workspace's assistants. */
export const TriedAssistants = z.object({
  items: z.array(z.object({ id: z.uuid(), name: z.string(), greeting: z.string(), accent: z.string() })),
})
