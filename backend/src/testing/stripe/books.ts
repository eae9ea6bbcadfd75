import type { Stripe } from 'stripe'

type With<Whole, Over> = Omit<Whole, keyof Over> & Over

/** How a card behaves: pays, is refused, or pays once (at Checkout) and is refused from then on. */
export type Card = 'good' | 'declined' | 'fails-later'

export interface List<Entry> {
  object: 'list'
  data: Entry[]
  has_more: boolean
  url: string
}

// What the API says, with the fields narrowed that stand here in one form alone (ids rather than expanded objects).
export type Customer = With<Stripe.Customer, { metadata: Record<string, string> }>
export type Product = Stripe.Product
export type Price = With<
  Stripe.Price,
  { product: string; recurring: Stripe.Price.Recurring; unit_amount: number }
>
export type Item = With<Stripe.SubscriptionItem, { price: Price; quantity: number }>
export type Subscription = With<
  Stripe.Subscription,
  {
    customer: string
    items: List<Item>
    latest_invoice: string | null
    schedule: string | null
    default_payment_method: string | null
  }
>
type PhaseItem = With<
  Stripe.SubscriptionSchedule.Phase.Item,
  { price: string; plan: string; quantity: number }
>
export type Phase = With<Stripe.SubscriptionSchedule.Phase, { items: PhaseItem[] }>
export type Schedule = With<
  Stripe.SubscriptionSchedule,
  { customer: string; subscription: string | null; phases: Phase[] }
>
export type Line = Stripe.InvoiceLineItem
export type Invoice = With<
  Stripe.Invoice,
  { customer: string; lines: List<Line>; status: Stripe.Invoice.Status }
>
export type PaymentMethod = With<Stripe.PaymentMethod, { customer: string | null }>
export type Session = With<
  Stripe.Checkout.Session,
  { customer: string | null; subscription: string | null; invoice: string | null }
>
export type Configuration = Stripe.BillingPortal.Configuration
export type PortalSession = With<Stripe.BillingPortal.Session, { configuration: string }>
export type Endpoint = Stripe.WebhookEndpoint

/** An event as it is stored and sent; `data.object` is what the object was at that moment. */
export interface StripeEvent {
  id: string
  object: 'event'
  api_version: string
  created: number
  data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> }
  livemode: boolean
  pending_webhooks: number
  request: { id: string | null; idempotency_key: string | null }
  type: string
}

/** A successful charge; `amount` in the currency's smallest unit. */
export interface Charge {
  id: string
  customer: string
  invoice: string
  amount: number
  currency: string
  at: Date
}

/** What a Checkout session knows beyond what the API shows of it. */
interface Order {
  price: string
  quantity: number
  metadata: Record<string, string>
}

/** A line that waits for the next invoice of its subscription. */
interface PendingLine {
  subscription: string
  line: Line
}

export interface Policy {
  /** Days between one failed payment and the next try, in turn. */
  retryDays: number[]
  /** What becomes of the subscription when the last try has failed. */
  afterRetries: 'cancel' | 'unpaid' | 'past_due'
}

/** Everything that the double knows; times in it are whole seconds of its own clock. */
export interface Books {
  url: string
  live: boolean
  now: number
  policy: Policy
  customers: Map<string, Customer>
  /** Ids of customers that were deleted; they keep standing in `customers`. */
  deleted: Set<string>
  products: Map<string, Product>
  prices: Map<string, Price>
  sessions: Map<string, Session>
  orders: Map<string, Order>
  subscriptions: Map<string, Subscription>
  schedules: Map<string, Schedule>
  invoices: Map<string, Invoice>
  pending: PendingLine[]
  /** How often each invoice was tried without success by itself. */
  tries: Map<string, number>
  paymentMethods: Map<string, PaymentMethod>
  cards: Map<string, Card>
  configurations: Map<string, Configuration>
  portalSessions: Map<string, PortalSession>
  endpoints: Map<string, Endpoint>
  events: StripeEvent[]
  charges: Charge[]
  /** The request whose work makes the events of this moment. */
  request: { id: string; key: string | null } | null
  onEvent: (event: StripeEvent) => void
}

/** Gives an empty account whose clock shows `now` (seconds). */
export function openBooks(live: boolean, now: number, policy: Policy): Books {
  return {
    url: '',
    live,
    now,
    policy,
    customers: new Map(),
    deleted: new Set(),
    products: new Map(),
    prices: new Map(),
    sessions: new Map(),
    orders: new Map(),
    subscriptions: new Map(),
    schedules: new Map(),
    invoices: new Map(),
    pending: [],
    tries: new Map(),
    paymentMethods: new Map(),
    cards: new Map(),
    configurations: new Map(),
    portalSessions: new Map(),
    endpoints: new Map(),
    events: [],
    charges: [],
    request: null,
    onEvent: () => {},
  }
}
