import { z } from 'zod'
import type { Books, Configuration, PortalSession, Subscription } from './books.ts'
import { needed, oneOf, text, webAddress, whole } from './parameters.ts'
import { noSuchParam, refused } from './refusals.ts'
import { isLive, itemOf } from './subscription.ts'

type Flow = NonNullable<PortalSession['flow']>

const about = z.strictObject({ subscription: text() })
const item = z.strictObject({ id: text(), price: text().optional(), quantity: whole(1).optional() })

export const flowRules = z.strictObject({
  after_completion: z
    .strictObject({
      hosted_confirmation: z.strictObject({ custom_message: text().optional() }).optional(),
      redirect: z.strictObject({ return_url: webAddress() }).optional(),
      type: oneOf('hosted_confirmation', 'portal_homepage', 'redirect'),
    })
    .optional(),
  subscription_cancel: about.optional(),
  subscription_update: about.optional(),
  subscription_update_confirm: z.strictObject({ subscription: text(), items: z.array(item) }).optional(),
  type: oneOf(
    'payment_method_update',
    'subscription_cancel',
    'subscription_update',
    'subscription_update_confirm',
  ),
})
type Wanted = z.output<typeof flowRules>

/** The flow of a portal session, or Stripe's error where it does not fit the subscription or the configuration. */
export function flowOf(books: Books, customer: string, configuration: Configuration, wanted: Wanted): Flow {
  ensureAlone(wanted)
  if (wanted.type === 'payment_method_update') ensureMethods(configuration)
  else if (wanted.type === 'subscription_cancel') ensureCancel(books, customer, configuration, wanted)
  else ensureUpdate(books, customer, configuration, wanted)
  return {
    after_completion: afterCompletion(wanted),
    customer_update: null,
    subscription_cancel: wanted.subscription_cancel
      ? { ...wanted.subscription_cancel, retention: null }
      : null,
    subscription_pause: null,
    subscription_update: wanted.subscription_update ?? null,
    subscription_update_confirm: wanted.subscription_update_confirm ? confirming(wanted) : null,
    type: wanted.type,
  }
}

function confirming(wanted: Wanted): Flow['subscription_update_confirm'] {
  const { subscription, items } = wanted.subscription_update_confirm!
  return {
    discounts: null,
    items: items.map(({ id, price, quantity }) => ({
      id,
      price: price ?? null,
      ...(quantity && { quantity }),
    })),
    subscription,
  }
}

function afterCompletion({ after_completion: wanted }: Wanted): Flow['after_completion'] {
  const type = wanted?.type ?? 'portal_homepage'
  if (type === 'redirect') needed(wanted?.redirect, 'flow_data[after_completion][redirect]')
  const message = wanted?.hosted_confirmation?.custom_message ?? null
  return {
    hosted_confirmation: type === 'hosted_confirmation' ? { custom_message: message } : null,
    redirect: wanted?.redirect ?? null,
    type,
  }
}

// Each flow brings its own parameters and no other's.
function ensureAlone(wanted: Wanted) {
  const own = ['subscription_cancel', 'subscription_update', 'subscription_update_confirm'] as const
  for (const name of own) {
    if (wanted[name] && name !== wanted.type)
      throw refused(
        `\`flow_data[${name}]\` only goes with \`flow_data[type]=${name}\`.`,
        `flow_data[${name}]`,
      )
  }
}

function ensureMethods({ features }: Configuration) {
  if (!features.payment_method_update.enabled) throw off('payment method update')
}

function ensureCancel(books: Books, customer: string, { features }: Configuration, wanted: Wanted) {
  const { subscription: id } = needed(wanted.subscription_cancel, 'flow_data[subscription_cancel]')
  const subscription = live(books, customer, id, 'flow_data[subscription_cancel][subscription]')
  if (!features.subscription_cancel.enabled) throw off('subscription cancellation')
  ensureGoesOn(subscription, 'canceled', 'flow_data[subscription_cancel][subscription]')
}

function ensureUpdate(books: Books, customer: string, configuration: Configuration, wanted: Wanted) {
  const name = wanted.type as 'subscription_update' | 'subscription_update_confirm'
  const { subscription: id } = needed(wanted[name], `flow_data[${name}]`)
  const param = `flow_data[${name}][subscription]`
  const subscription = live(books, customer, id, param)
  if (!configuration.features.subscription_update.enabled) throw off('subscription update')
  ensureGoesOn(subscription, 'updated', param)
  if (subscription.schedule)
    throw refused(
      `This subscription cannot be updated because it is managed by the subscription schedule \`${subscription.schedule}\`.`,
      param,
    )
  if (name === 'subscription_update_confirm') ensureItems(books, subscription, configuration, wanted)
}

function ensureItems(books: Books, subscription: Subscription, configuration: Configuration, wanted: Wanted) {
  const path = 'flow_data[subscription_update_confirm][items]'
  const [item, ...others] = wanted.subscription_update_confirm!.items
  if (!item || others.length > 0) throw refused('Exactly one item must be provided.', path)
  const current = itemOf(subscription)
  if (item.id !== current.id) throw noSuchParam('subscription item', item.id, `${path}[0][id]`)
  const price = item.price ?? current.price.id
  if (!books.prices.has(price)) throw noSuchParam('price', price, `${path}[0][price]`)
  ensureOffered(configuration, price, `${path}[0][price]`)
  if (price === current.price.id && (item.quantity ?? current.quantity) === current.quantity)
    throw refused('The subscription update must change the price or the quantity of the item.', path)
}

function ensureOffered({ features }: Configuration, price: string, param: string) {
  const { products, default_allowed_updates } = features.subscription_update
  if (!default_allowed_updates.includes('price'))
    throw refused('Updating the price is disabled in the portal configuration.', param)
  if (!products?.some(({ prices }) => prices.includes(price)))
    throw refused(`The price \`${price}\` is not in the portal configuration's products.`, param)
}

function live(books: Books, customer: string, id: string, param: string): Subscription {
  const subscription = books.subscriptions.get(id)
  if (!subscription || subscription.customer !== customer) throw noSuchParam('subscription', id, param)
  if (!isLive(subscription))
    throw refused(`This subscription cannot be updated because it is ${subscription.status}.`, param)
  return subscription
}

function ensureGoesOn({ cancel_at_period_end }: Subscription, verb: string, param: string) {
  if (cancel_at_period_end)
    throw refused(
      `This subscription cannot be ${verb} because it is already set to cancel at period end.`,
      param,
    )
}

const off = (feature: string) =>
  refused(
    `This action is not possible because the ${feature} feature in the portal configuration is disabled.`,
    'flow_data[type]',
  )
