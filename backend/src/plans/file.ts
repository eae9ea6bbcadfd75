import { readFileSync } from 'node:fs'
import { Limits } from '@atavus/contract/billing'
import { z } from 'zod'

const amount = z.number().int().min(1).max(99_999_999)
const limit = z.number().int().min(0).max(1_000_000_000_000).nullable()

const PlanEntry = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'not a short name in lower case'),
  name: z.string().min(1).max(40),
  limits: Limits.extend({
    messages: limit,
    tokens: limit,
    assistants: limit,
    seats: limit,
    passages: limit,
  }).strict(),
  /** In the currency's smallest unit, as Stripe counts it. None: the base plan. */
  prices: z.strictObject({ month: amount.optional(), year: amount.optional() }).optional(),
  /** Still held by who has it, and not sold any more. */
  retired: z.boolean().default(false),
})
export type PlanEntry = z.infer<typeof PlanEntry>

const PlanFile = z
  .strictObject({
    /** For how many days a plan holds after its payment failed. */
    graceDays: z.number().int().min(0).max(60),
    currency: z.string().regex(/^[a-z]{3}$/, 'not a currency of three letters in lower case'),
    plans: z.array(PlanEntry).min(1).max(20),
  })
  .refine(
    ({ plans }) => plans.filter(({ prices }) => !prices).length === 1,
    'exactly one plan is without prices',
  )
  .refine(({ plans }) => !plans[0]?.prices, 'the plan without prices comes first')
  .refine(({ plans }) => new Set(plans.map(({ id }) => id)).size === plans.length, 'two plans of one id')
export type PlanFile = z.infer<typeof PlanFile>

const builtIn = new URL('plans.json', import.meta.url)

/** The plans that are sold here: those of the file that is named, else our own. Throws a `PlansError` that says why not. */
export function readPlans(path: string | undefined): PlanFile {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path ?? builtIn, 'utf8'))
  } catch {
    throw new PlansError('ATAVUS_PLANS: the file cannot be read, or is not JSON')
  }
  const read = PlanFile.safeParse(value)
  if (read.success) return read.data
  const lines = read.error.issues.map(({ path, message }) => `ATAVUS_PLANS: ${path.join('.')}: ${message}`)
  throw new PlansError(lines.join('\n'))
}

/** A sentence for the person at the terminal. */
export class PlansError extends Error {}
