import { z } from 'zod'

export const recordedActivities = [
  'chat',
  'knowledge',
  'team',
  'delivery',
  'accounts',
  'billing',
  'security',
  'running',
  'hosting',
] as const

/** What is kept, each with its own term. */
export const recordedTerms = [
  'messages',
  'consents',
  'usage',
  'knowledge',
  'settings',
  'audit',
  'security',
  'calls',
  'deliveries',
  'requests',
  'accounts',
  'billing',
] as const

const Party = z.object({ name: z.string(), contact: z.string() })

/** Who gets data, and on what a transfer to a third country rests. */
const Recipient = z.object({
  name: z.string(),
  /** Works for whoever is responsible, or was chosen by them to get it. */
  role: z.enum(['processor', 'chosen']),
  /** Null: only who chose it knows. */
  country: z.string().nullable(),
  transfer: z.enum(['framework', 'consent']).nullable(),
})

/** One activity of processing, as GDPR Art. 30(1) wants it told. */
export const Activity = z.object({
  kind: z.enum(recordedActivities),
  /** Of which assistant, where it is one’s. */
  assistant: z.object({ id: z.uuid(), name: z.string(), model: z.string() }).nullable(),
  /** Null: each of those on whose behalf it is done. */
  controller: Party.nullable(),
  people: z.array(z.enum(['visitors', 'team', 'customers', 'authors'])),
  purposes: z.array(z.enum(['provide', 'improve', 'support', 'bill', 'secure', 'obey'])),
  /** Articles of the GDPR. */
  bases: z.array(z.string()),
  categories: z.array(z.string()),
  recipients: z.array(Recipient),
  /** ISO 8601 durations, or `deleted`: until whoever is responsible deletes it. */
  terms: z.array(z.object({ what: z.enum(recordedTerms), term: z.string() })),
})
export type Activity = z.infer<typeof Activity>

const head = {
  madeAt: z.iso.datetime(),
  operator: Party.extend({ address: z.string(), country: z.string() }),
  /** How data is kept safe, by name (Art. 32). */
  measures: z.array(z.string()),
}

/** A workspace's record as the one that is responsible (GDPR Art. 30(1)). */
export const WorkspaceRecord = z.object({
  ...head,
  workspace: z.string(),
  activities: z.array(Activity),
})
export type WorkspaceRecord = z.infer<typeof WorkspaceRecord>

/** The operator's record: as responsible for accounts (Art. 30(1)), and as processor for workspaces (Art. 30(2)). */
export const OperatorRecord = z.object({
  ...head,
  activities: z.array(Activity),
  /** On whose behalf, each with the one that its assistants name. */
  behalf: z.array(z.object({ workspace: z.string(), controllers: z.array(Party) })),
})
export type OperatorRecord = z.infer<typeof OperatorRecord>
