import { z } from 'zod'
import { priceNamed } from './api-catalog.ts'
import { customerNamed } from './api-customers.ts'
import type { Books, Schedule, Subscription } from './books.ts'
import { pageOf } from './lists.ts'
import { flag, merged, metadata, oneOf, pages, text, unset, whole } from './parameters.ts'
import { changePrice } from './price-change.ts'
import { ApiError, noSuch, noSuchParam, refused } from './refusals.ts'
import { type Route, route } from './route.ts'
import { release } from './schedule.ts'
import { end, endAtPeriodEnd, isLive, itemOf, updateSubscription } from './subscription.ts'

const details = z
  .strictObject({ comment: unset(text()).optional(), feedback: unset(text()).optional() })
  .optional()

const filters = {
  ...pages,
  customer: text().optional(),
  price: text().optional(),
  status: oneOf(
    'active',
    'all',
    'canceled',
    'ended',
    'incomplete',
    'incomplete_expired',
    'past_due',
    'paused',
    'trialing',
    'unpaid',
  ).optional(),
}
const item = z.strictObject({
  id: text().optional(),
  price: text().optional(),
  quantity: whole(1).optional(),
})
const update = {
  cancel_at_period_end: flag().optional(),
  cancellation_details: details,
  default_payment_method: unset(text()).optional(),
  items: z.array(item).optional(),
  metadata: metadata().optional(),
  payment_behavior: oneOf('allow_incomplete', 'error_if_incomplete').optional(),
  proration_behavior: oneOf('always_invoice', 'create_prorations', 'none').optional(),
}
const rules = z.strictObject(update)
type Wanted = z.output<typeof rules>

export const subscriptionRoutes: Route[] = [
  route('GET', '/v1/subscriptions', filters, (books, asked) => {
    if (asked.customer) customerNamed(books, asked.customer, { deletedToo: true })
    const all = [...books.subscriptions.values()].filter(
      each =>
        (!asked.customer || each.customer === asked.customer) &&
        (!asked.price || itemOf(each).price.id === asked.price) &&
        hasStatus(each, asked.status),
    )
    return pageOf(all, asked, '/v1/subscriptions')
  }),
  route('GET', '/v1/subscriptions/:id', {}, (books, _asked, id) => subscriptionAt(books, id)),
  route('POST', '/v1/subscriptions/:id', update, (books, wanted, id) => {
    const subscription = subscriptionAt(books, id)
    ensureFits(books, subscription, wanted)
    const more = changesOf(books, subscription, wanted)
    if (wanted.items) changeItem(books, subscription, wanted, more)
    else updateSubscription(books, subscription, more)
    return subscription
  }),
  route(
    'DELETE',
    '/v1/subscriptions/:id',
    { cancellation_details: details, invoice_now: flag().optional(), prorate: flag().optional() },
    (books, wanted, id) => {
      const subscription = subscriptionAt(books, id)
      if (!isLive(subscription)) throw noSuch('subscription', id)
      if (wanted.invoice_now || wanted.prorate)
        throw refused('The double ends subscriptions without a last invoice.', 'prorate')
      subscription.cancellation_details = detailed(subscription, wanted.cancellation_details)
      end(books, subscription, 'cancellation_requested')
      return subscription
    },
  ),
  route('GET', '/v1/subscription_schedules', { ...pages, customer: text().optional() }, (books, asked) => {
    const all = [...books.schedules.values()].filter(
      ({ customer }) => !asked.customer || customer === asked.customer,
    )
    return pageOf(all, asked, '/v1/subscription_schedules')
  }),
  route('GET', '/v1/subscription_schedules/:id', {}, (books, _asked, id) => scheduleAt(books, id)),
  route('POST', '/v1/subscription_schedules/:id/release', {}, (books, _asked, id) => {
    const schedule = scheduleAt(books, id)
    if (schedule.status !== 'active')
      throw refused(
        `You cannot release a subscription schedule that is currently in the \`${schedule.status}\` status.`,
      )
    release(books, schedule)
    return schedule
  }),
]

function hasStatus({ status, ended_at }: Subscription, asked: string | undefined): boolean {
  if (asked === undefined) return status !== 'canceled'
  if (asked === 'ended') return ended_at !== null
  return asked === 'all' || asked === status
}

function ensureFits(books: Books, subscription: Subscription, wanted: Wanted) {
  const keys = Object.keys(wanted).filter(key => wanted[key as keyof Wanted] !== undefined)
  const isOver = !isLive(subscription)
  if (isOver && keys.some(key => key !== 'metadata' && key !== 'cancellation_details'))
    throw refused(
      'A canceled subscription can only update its cancellation_details and metadata.',
      undefined,
      'invalid_canceled_subscription_fields',
    )
  if (wanted.cancel_at_period_end !== undefined && subscription.schedule)
    throw refused(
      `The subscription is managed by the subscription schedule \`${subscription.schedule}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
    )
  const method = wanted.default_payment_method
  if (method && books.paymentMethods.get(method)?.customer !== subscription.customer)
    throw noSuchParam('PaymentMethod', method, 'default_payment_method')
}

function changesOf(books: Books, subscription: Subscription, wanted: Wanted): Partial<Subscription> {
  const { cancel_at_period_end: ends, default_payment_method: method } = wanted
  const turns = ends !== undefined && ends !== subscription.cancel_at_period_end
  const told = wanted.cancellation_details && {
    cancellation_details: detailed(subscription, wanted.cancellation_details),
  }
  return {
    ...told,
    ...(turns && endAtPeriodEnd(books, { ...subscription, ...told }, ends)),
    ...(method !== undefined && { default_payment_method: method }),
    ...(wanted.metadata !== undefined && { metadata: merged(subscription.metadata, wanted.metadata) }),
  }
}

function detailed(subscription: Subscription, wanted: Wanted['cancellation_details']) {
  const standing = subscription.cancellation_details!
  return {
    ...standing,
    comment: wanted?.comment === undefined ? standing.comment : wanted.comment,
    feedback: wanted?.feedback === undefined ? standing.feedback : wanted.feedback,
  }
}

function changeItem(books: Books, subscription: Subscription, wanted: Wanted, more: Partial<Subscription>) {
  const current = itemOf(subscription)
  const [item, ...others] = wanted.items!
  if (!item || others.length > 0 || !item.id)
    throw refused('The double changes the one item of a subscription, by its id.', 'items')
  if (item.id !== current.id) throw noSuchParam('subscription item', item.id, 'items[0][id]')
  const price = item.price ? priceNamed(books, item.price, 'items[0][price]') : current.price
  if (price.currency !== subscription.currency)
    throw refused('The price must be in the currency of the subscription.', 'items[0][price]')
  const wish = { price, quantity: item.quantity ?? current.quantity }
  changePrice(books, subscription, wish, wanted.proration_behavior ?? 'create_prorations', more, () => {
    if (wanted.payment_behavior !== 'error_if_incomplete') return
    throw new ApiError(402, 'Your card was declined.', { type: 'card_error', code: 'card_declined' })
  })
}

function subscriptionAt(books: Books, id: string): Subscription {
  const subscription = books.subscriptions.get(id)
  if (!subscription) throw noSuch('subscription', id)
  return subscription
}

function scheduleAt(books: Books, id: string): Schedule {
  const schedule = books.schedules.get(id)
  if (!schedule) throw noSuch('subscription_schedule', id)
  return schedule
}
