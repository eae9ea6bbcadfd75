import { z } from 'zod'

/** GDPR Art. 4(12): words that others saw, words that were changed, words that were lost. */
export const breachKinds = ['confidentiality', 'integrity', 'availability'] as const
/** As the data map names them. */
export const breachedCategories = [
  'account',
  'configuration',
  'knowledge',
  'conversation',
  'consent',
  'usage',
  'billing',
  'security',
  'operation',
] as const
/** About how many people, by order of magnitude. */
export const breachedPeople = [0, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000] as const

const told = z.string().min(1).max(4000)
const people = z.union(breachedPeople.map(count => z.literal(count))).nullable()
const kinds = z.array(z.enum(breachKinds)).min(1).max(breachKinds.length)
const categories = z.array(z.enum(breachedCategories)).max(breachedCategories.length)

/** What was decided about telling somebody, when, and why. */
const Decision = z.object({
  decision: z.enum(['told', 'not_needed']),
  at: z.iso.datetime(),
  reason: z.string(),
})

const shown = {
  id: z.uuid(),
  /** When the operator became aware: from then on 72 hours run. */
  noticedAt: z.iso.datetime(),
  what: z.string(),
  kinds: z.array(z.enum(breachKinds)),
  categories: z.array(z.enum(breachedCategories)),
  people: z.number().int().nullable(),
  consequences: z.string(),
  measures: z.string(),
  authority: Decision.nullable(),
  persons: Decision.nullable(),
  closedAt: z.iso.datetime().nullable(),
}

export const Breach = z.object({
  ...shown,
  recordedAt: z.iso.datetime(),
  recordedBy: z.string().nullable(),
  /** Until when the authority must be told (GDPR Art. 33(1)). */
  dueAt: z.iso.datetime(),
  /** How many workspaces it touches; their owners have been told. */
  workspaces: z.number().int(),
})
export type Breach = z.infer<typeof Breach>
export const Breaches = z.object({ items: z.array(Breach) })

/** `workspaces`: those that it touches; `everyWorkspace`: all there are. */
export const RecordBreach = z.strictObject({
  noticedAt: z.iso.datetime(),
  what: told,
  kinds,
  categories,
  people,
  consequences: z.string().max(4000),
  measures: z.string().max(4000),
  workspaces: z.array(z.uuid()).max(1000),
  everyWorkspace: z.boolean(),
})
export type RecordBreach = z.infer<typeof RecordBreach>

const decide = z.strictObject({
  decision: z.enum(['told', 'not_needed']),
  at: z.iso.datetime(),
  reason: told,
})

/** What is given is changed, the rest stays. A decision may be changed until it is closed. */
export const ChangeBreach = z.strictObject({
  what: told.optional(),
  kinds: kinds.optional(),
  categories: categories.optional(),
  people: people.optional(),
  consequences: z.string().max(4000).optional(),
  measures: z.string().max(4000).optional(),
  authority: decide.optional(),
  persons: decide.optional(),
  /** More workspaces that it touches. */
  workspaces: z.array(z.uuid()).max(1000).optional(),
  everyWorkspace: z.literal(true).optional(),
  /** Only once both decisions stand. */
  closed: z.literal(true).optional(),
})
export type ChangeBreach = z.infer<typeof ChangeBreach>

/** What an owner sees of the breaches that touch their workspace. */
export const WorkspaceBreaches = z.object({
  items: z.array(z.object({ ...shown, toldAt: z.iso.datetime() })),
})
