import type { Books, Card, Configuration, PortalSession, Subscription } from './books.ts'
import { newMethod, PageRefusal } from './checkout.ts'
import { updateCustomer } from './customer.ts'
import { changePrice, type Proration, type Wish } from './price-change.ts'
import { release, scheduleChange, scheduleOf } from './schedule.ts'
import { amountOf, end, endAtPeriodEnd, isLive, itemOf, livesOf, updateSubscription } from './subscription.ts'

const hour = 3600
const lengths: Record<string, number> = { day: 1, week: 7, month: 30, year: 365 }

/** Throws what the page says where a portal session serves nobody any more. */
export function ensureUsable(books: Books, session: PortalSession) {
  const isOver = books.now > session.created + hour || books.deleted.has(session.customer)
  if (isOver) throw new PageRefusal('Your session has expired. Return to the site and try again.')
}

export const configurationOf = (books: Books, session: PortalSession): Configuration =>
  books.configurations.get(session.configuration)!

/** The subscription that a session's flow is about, or the customer's only one on the portal's home. */
export function subjectOf(books: Books, session: PortalSession): Subscription | undefined {
  const { flow } = session
  const named =
    flow?.subscription_cancel ?? flow?.subscription_update ?? flow?.subscription_update_confirm ?? null
  if (named) return books.subscriptions.get(named.subscription)
  return livesOf(books, session.customer)[0]
}

/** What the confirming flow asks for, or what was chosen on the page of the updating flow. */
export function wishOf(books: Books, session: PortalSession, chosen?: string): Wish {
  const subscription = subjectOf(books, session)!
  const item = session.flow?.subscription_update_confirm?.items[0]
  const price = books.prices.get(item?.price ?? chosen ?? '')
  if (!price || !isOffered(books, session, price.id)) throw new PageRefusal('Select a plan.')
  return { price, quantity: item?.quantity ?? itemOf(subscription).quantity }
}

const isOffered = (books: Books, session: PortalSession, id: string) => {
  const { enabled, products } = configurationOf(books, session).features.subscription_update
  return enabled && products?.some(({ prices }) => prices.includes(id)) === true
}

/** Does this change wait for the period's end, by the conditions of the configuration? */
export function waits(books: Books, session: PortalSession, wish: Wish): boolean {
  const item = itemOf(subjectOf(books, session)!)
  const { conditions } = configurationOf(books, session).features.subscription_update.schedule_at_period_end
  const smaller = wish.price.unit_amount * wish.quantity < amountOf(item)
  const shorter = lengthOf(wish.price.recurring) < lengthOf(item.price.recurring)
  return conditions.some(
    ({ type }) =>
      (type === 'decreasing_item_amount' && smaller) || (type === 'shortening_interval' && shorter),
  )
}

const lengthOf = ({ interval, interval_count }: { interval: string; interval_count: number }) =>
  (lengths[interval] ?? 0) * interval_count

export const prorationOf = (books: Books, session: PortalSession) =>
  configurationOf(books, session).features.subscription_update.proration_behavior as Proration

/** The customer confirms a change of plan. A card that does not pay leaves everything as it was. */
export function confirmChange(books: Books, session: PortalSession, chosen?: string): string {
  const subscription = acting(books, session)
  if (subscription.schedule) throw new PageRefusal('A change of this subscription is scheduled already.')
  if (subscription.cancel_at_period_end) throw new PageRefusal('This subscription is set to be canceled.')
  const wish = wishOf(books, session, chosen)
  ensureOther(subscription, wish)
  if (waits(books, session, wish)) scheduleChange(books, subscription, wish.price, wish.quantity)
  else changeNow(books, session, subscription, wish)
  return afterwards(books, session)
}

function changeNow(books: Books, session: PortalSession, subscription: Subscription, wish: Wish) {
  changePrice(books, subscription, wish, prorationOf(books, session), {}, () => {
    throw new PageRefusal('Your card was declined.')
  })
}

function ensureOther(subscription: Subscription, wish: Wish) {
  const { price, quantity } = itemOf(subscription)
  if (price.id === wish.price.id && quantity === wish.quantity)
    throw new PageRefusal('You already have this plan.')
}

/** The customer cancels; a scheduled change goes with it. */
export function cancel(books: Books, session: PortalSession): string {
  const subscription = acting(books, session)
  if (subscription.cancel_at_period_end) throw new PageRefusal('This subscription is set to be canceled.')
  const { enabled, mode } = configurationOf(books, session).features.subscription_cancel
  if (!enabled) throw new PageRefusal('This subscription cannot be canceled here.')
  const schedule = scheduleOf(books, subscription)
  if (schedule) release(books, schedule)
  if (mode === 'immediately') end(books, subscription, 'cancellation_requested')
  else updateSubscription(books, subscription, endAtPeriodEnd(books, subscription, true))
  return afterwards(books, session)
}

/** The customer takes a cancellation back. */
export function keep(books: Books, session: PortalSession): string {
  const subscription = acting(books, session)
  if (!subscription.cancel_at_period_end)
    throw new PageRefusal('This subscription is not set to be canceled.')
  updateSubscription(books, subscription, endAtPeriodEnd(books, subscription, false))
  return afterwards(books, session)
}

/**
 * The customer hands in a new card; one that is refused is not taken. As Stripe documents the flow, it becomes the
 * customer's default. A subscription's own default (Checkout sets it) stays and goes on paying before it.
 */
export function setCard(books: Books, session: PortalSession, card: Card): string {
  ensureUsable(books, session)
  if (!configurationOf(books, session).features.payment_method_update.enabled)
    throw new PageRefusal('Payment methods cannot be changed here.')
  if (card === 'declined') throw new PageRefusal('Your card was declined.')
  const customer = books.customers.get(session.customer)!
  const method = newMethod(books, customer, card)
  const invoice_settings = { ...customer.invoice_settings, default_payment_method: method.id }
  updateCustomer(books, customer, { invoice_settings })
  return afterwards(books, session)
}

function acting(books: Books, session: PortalSession): Subscription {
  ensureUsable(books, session)
  const subscription = subjectOf(books, session)
  if (!subscription || !isLive(subscription)) throw new PageRefusal('This subscription has ended.')
  return subscription
}

function afterwards(books: Books, { id, flow }: PortalSession): string {
  const { redirect, type } = flow?.after_completion ?? { redirect: null, type: 'portal_homepage' }
  if (redirect) return redirect.return_url
  return `${books.url}/p/session/${id}/${type === 'hosted_confirmation' ? 'done' : 'home'}`
}
