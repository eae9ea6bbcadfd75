import { z } from 'zod'

export const intervals = ['month', 'year'] as const
export type Interval = (typeof intervals)[number]
const interval = z.enum(intervals)

/** What a plan allows in a month of the workspace's time zone (messages, tokens), or at any moment; null: no limit. */
export const Limits = z.object({
  messages: z.number().int().nullable(),
  tokens: z.number().int().nullable(),
  assistants: z.number().int().nullable(),
  seats: z.number().int().nullable(),
  passages: z.number().int().nullable(),
  /** Whether answers may come from models that leave our server. */
  remote: z.boolean(),
})
export type Limits = z.infer<typeof Limits>

/** `amount` in the currency's smallest unit as Stripe counts it; `currency` in lower case (ISO 4217). */
export const Price = z.object({ amount: z.number().int(), currency: z.string() })
export type Price = z.infer<typeof Price>

const PlanName = z.object({ id: z.string(), name: z.string() })
export const Plan = PlanName.extend({ limits: Limits, base: z.boolean() })

/** The plans on offer, the base one first, with the prices that Stripe will charge; null: it is not sold so. */
export const Plans = z.object({
  items: z.array(Plan.extend({ prices: z.object({ month: Price.nullable(), year: Price.nullable() }) })),
})
export type Plans = z.infer<typeof Plans>

/** What happens to a message once the month's messages or tokens are used. */
export const atLimits = ['stop', 'quote'] as const
export type AtLimit = (typeof atLimits)[number]

/**
 * `active`: it is paid. `past_due`: a payment failed, its plan holds until `graceUntil`. `lapsed`: it is not paid and its
 * plan holds no more, the base one does.
 */
export const subscriptionStates = ['active', 'past_due', 'lapsed'] as const
export type SubscriptionState = (typeof subscriptionStates)[number]

export const Subscription = z.object({
  plan: PlanName,
  interval,
  price: Price,
  state: z.enum(subscriptionStates),
  /** When the paid period ends: the next payment is due then, unless it ends. */
  periodEndsAt: z.iso.datetime(),
  /** It was cancelled: its plan holds until then. */
  endsAt: z.iso.datetime().nullable(),
  graceUntil: z.iso.datetime().nullable(),
  /** A change that was chosen and comes with the next period. */
  next: z.object({ plan: PlanName, interval, at: z.iso.datetime() }).nullable(),
})
export type Subscription = z.infer<typeof Subscription>

export const Billing = z.object({
  /** The plan whose limits hold now. */
  plan: Plan,
  /** The workspace's own (IANA): its months are counted by it, and its days named. */
  timeZone: z.string(),
  /** Suspended: nothing else can be chosen, but what is paid for goes on until it is ended. */
  suspended: z.boolean(),
  /** The month that is counted, e.g. `2026-11`, and when the next one begins. */
  month: z.string(),
  renewsAt: z.iso.datetime(),
  /** What counts against the limits; of tokens also those that are reserved for answers under way. */
  used: z.object({
    messages: z.number().int(),
    tokens: z.number().int(),
    /** Messages that were answered by quoting after the limit was reached. */
    beyond: z.number().int(),
    assistants: z.number().int(),
    /** Members and invitations. */
    seats: z.number().int(),
    passages: z.number().int(),
  }),
  atLimit: z.enum(atLimits),
  /** Null: there is none; the base plan holds. */
  subscription: Subscription.nullable(),
  /** Whether Stripe knows this workspace, so that there are invoices and a portal. */
  customer: z.boolean(),
  /** False with Stripe's test keys: no money moves. */
  live: z.boolean(),
})
export type Billing = z.infer<typeof Billing>

export const BillingChange = z.strictObject({ atLimit: z.enum(atLimits) })
export const CheckoutWish = z.strictObject({ plan: z.string().max(40), interval })

/**
 * What to do at Stripe's portal: change how one pays, change the plan, cancel it, or look around. The plan and its
 * interval are for a change.
 */
export const PortalWish = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('change'), plan: z.string().max(40), interval }),
  z.strictObject({ to: z.enum(['payment', 'cancel', 'home']) }),
])

/** A page of Stripe's, to be opened in the place of ours. */
export const StripePage = z.object({ url: z.string() })

export const Invoice = z.object({
  id: z.string(),
  number: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** Which days it is for. */
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  total: Price,
  state: z.enum(['open', 'paid', 'void', 'uncollectible', 'draft']),
  /** Pages of Stripe's. */
  url: z.string().nullable(),
  pdf: z.string().nullable(),
})
export type Invoice = z.infer<typeof Invoice>
export const Invoices = z.object({ items: z.array(Invoice) })

/** How billing is doing, for whoever runs the platform. */
export const OperatorBilling = z.object({
  live: z.boolean(),
  /** When Stripe last told something, and when all was last compared. */
  lastEventAt: z.iso.datetime().nullable(),
  oldestSyncAt: z.iso.datetime().nullable(),
  /** How many workspaces are on each plan. */
  plans: z.array(PlanName.extend({ workspaces: z.number().int() })),
  pastDue: z.number().int(),
  lapsed: z.number().int(),
  ending: z.number().int(),
  /** Customers of deleted workspaces whom Stripe has not deleted yet. */
  customersToDelete: z.number().int(),
})
export type OperatorBilling = z.infer<typeof OperatorBilling>
