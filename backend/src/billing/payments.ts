import type { Interval, Invoice, Price } from '@atavus/contract/billing'

/** What a plan costs at Stripe: its price's id beside the amount. */
export interface SoldPrice extends Price {
  id: string
}
export type PriceList = ReadonlyMap<string, Partial<Record<Interval, SoldPrice>>>

/** Stripe's own words (https://docs.stripe.com/api/subscriptions/object#subscription_object-status). */
export type StripeStatus =
  | 'incomplete'
  | 'incomplete_expired'
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'unpaid'
  | 'canceled'
  | 'paused'

/** A subscription as Stripe holds it, as far as it matters here. */
export interface HeldSubscription {
  id: string
  /** Its one item, which a change must name. */
  item: string
  status: StripeStatus
  /** Null: its price belongs to none of our plans. */
  plan: string | null
  price: SoldPrice
  interval: Interval
  createdAt: Date
  periodEndsAt: Date
  /** When it ends, if it was cancelled. */
  endsAt: Date | null
  /**
   * The invoice that is not paid, and since when it was to be paid: the newest one; of a subscription that is late the
   * oldest, so that a new invoice gives no new time.
   */
  unpaid: { invoice: string; since: Date } | null
  /** What pays for it alone, before the customer's: a payment method of its own, by its id. */
  card: string | null
  /** What a schedule changes it to. */
  next: { plan: string; interval: Interval; at: Date } | null
}

/** All that Stripe holds about a customer. `deleted`: it is no customer any more. */
export interface HeldCustomer {
  deleted: boolean
  /** The payment method that the customer chose, by its id. What it is stays at Stripe. */
  card: string | null
  /** Of every status, the newest first. */
  subscriptions: HeldSubscription[]
}

/** A card that the customer chose, by its id, and the subscription that it pays for from now on. */
export interface CardTaking {
  subscription: string
  card: string
  /** What is open is paid with it first. */
  overdue: boolean
  /** The subscription has one of its own, which would go on being charged. */
  replaces: boolean
}

export interface CheckoutOrder {
  customer: string
  workspace: string
  plan: string
  /** The price's id. */
  price: string
  /** Of our own origin, where the person comes back to. */
  doneUrl: string
  backUrl: string
  until: Date
}

export type PortalFlow =
  | { to: 'home' | 'payment' }
  | { to: 'cancel'; subscription: string }
  | { to: 'change'; subscription: string; item: string; price: string }

/** What a webhook told, as far as it is believed: what happened to which customer stands at Stripe. */
export interface BillingEvent {
  id: string
  type: string
  at: Date
  /** Null: it is about none. */
  customer: string | null
}

/**
 * Where money is paid: Stripe, or a double of it. Every write carries an idempotency key; what would be there twice if it
 * were done twice carries the caller's, so that the same may be asked for again after a crash. Throws `PaymentsFault`.
 */
export interface Payments {
  /** Whether the key moves money. */
  live: boolean
  /** Prices on offer by plan; kept for some minutes. */
  prices(): Promise<PriceList>
  /** Makes a customer and gives its id. Stripe learns the workspace's id and nothing about people. */
  createCustomer(workspace: string, idempotencyKey: string): Promise<string>
  startCheckout(order: CheckoutOrder, idempotencyKey: string): Promise<{ id: string; url: string }>
  /** Ends a checkout that nobody has paid yet. `paid`: somebody has; `over`: it had ended before, or is not known. */
  endCheckout(session: string): Promise<'ended' | 'paid' | 'over'>
  /** A page of the customer's, for some minutes. */
  openPortal(customer: string, returnUrl: string, flow: PortalFlow): Promise<string>
  /** How the customer stands. One who was deleted is told as such; `missing` is whom Stripe never knew under these keys. */
  customer(id: string): Promise<HeldCustomer>
  /**
   * Pays what is open of a subscription with a card, the oldest invoice first, each by the key that is made for it, and then
   * takes the subscription's own card off it. `declined`: something was not paid, and its own card stays.
   */
  takeCard(taking: CardTaking, keyOf: (invoice: string) => string): Promise<'taken' | 'declined'>
  /** The newest invoices, drafts left out. */
  invoices(customer: string): Promise<Invoice[]>
  /**
   * Ends every subscription of the customer at once and deletes it; one that is gone already is no fault. Where money
   * moves it is `missing` whom Stripe never knew: it is another account that charges them.
   */
  deleteCustomer(id: string): Promise<void>
  /**
   * Reads what a webhook was sent, after its signature (https://docs.stripe.com/webhooks/signature, 300 seconds of
   * tolerance). Undefined: it is not from Stripe, too old, or of the other mode.
   */
  readEvent(body: string, signature: string, now: Date): BillingEvent | undefined
}

/** `unavailable`: try later. `missing`: Stripe knows no such thing. `refused`: it does not do that, however often asked. */
export type PaymentsCode = 'unavailable' | 'missing' | 'refused'

/** What went wrong at Stripe in our own words; `detail` is Stripe's code, never its message. */
export class PaymentsFault extends Error {
  readonly code: PaymentsCode
  readonly detail: string | null

  constructor(code: PaymentsCode, detail: string | null = null) {
    super(code)
    this.name = 'PaymentsFault'
    this.code = code
    this.detail = detail
  }
}
