import { z } from 'zod'
import type { Books, Configuration } from './books.ts'
import { change, emit } from './events.ts'
import { newId } from './ids.ts'
import { pageOf } from './lists.ts'
import { flag, merged, metadata, needed, oneOf, pages, text, unset, webAddress, whole } from './parameters.ts'
import { noSuch, noSuchParam, refused } from './refusals.ts'
import { type Route, route } from './route.ts'

const proration = oneOf('always_invoice', 'create_prorations', 'none')
const reasons = oneOf(
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
)
const product = z.strictObject({
  adjustable_quantity: z
    .strictObject({ enabled: flag(), maximum: whole(1).optional(), minimum: whole(0).optional() })
    .optional(),
  prices: z.array(text()),
  product: text(),
})
const features = z.strictObject({
  customer_update: z
    .strictObject({
      allowed_updates: unset(
        z.array(oneOf('address', 'email', 'name', 'phone', 'shipping', 'tax_id')),
      ).optional(),
      enabled: flag().optional(),
    })
    .optional(),
  invoice_history: z.strictObject({ enabled: flag() }).optional(),
  payment_method_update: z.strictObject({ enabled: flag() }).optional(),
  subscription_cancel: z
    .strictObject({
      cancellation_reason: z
        .strictObject({ enabled: flag(), options: unset(z.array(reasons)).optional() })
        .optional(),
      enabled: flag().optional(),
      mode: oneOf('at_period_end', 'immediately').optional(),
      proration_behavior: proration.optional(),
    })
    .optional(),
  subscription_update: z
    .strictObject({
      billing_cycle_anchor: oneOf('now', 'unchanged').optional(),
      default_allowed_updates: unset(z.array(oneOf('price', 'promotion_code', 'quantity'))).optional(),
      enabled: flag().optional(),
      products: unset(z.array(product)).optional(),
      proration_behavior: proration.optional(),
      schedule_at_period_end: z
        .strictObject({
          conditions: unset(
            z.array(z.strictObject({ type: oneOf('decreasing_item_amount', 'shortening_interval') })),
          ).optional(),
        })
        .optional(),
    })
    .optional(),
})
type Features = z.output<typeof features>

const fields = {
  business_profile: z
    .strictObject({
      headline: unset(text(60)).optional(),
      privacy_policy_url: unset(webAddress()).optional(),
      terms_of_service_url: unset(webAddress()).optional(),
    })
    .optional(),
  default_return_url: unset(webAddress()).optional(),
  login_page: z.strictObject({ enabled: flag() }).optional(),
  metadata: metadata().optional(),
  name: unset(text()).optional(),
}
const filters = { ...pages, active: flag().optional(), is_default: flag().optional() }

export const configurationRoutes: Route[] = [
  route('POST', '/v1/billing_portal/configurations', { ...fields, features }, (books, wanted) => {
    ensureFeatures(books, wanted.features)
    const configuration = blank(books)
    Object.assign(configuration, changesOf(configuration, wanted))
    books.configurations.set(configuration.id, configuration)
    emit(books, 'billing_portal.configuration.created', configuration)
    return configuration
  }),
  route('GET', '/v1/billing_portal/configurations', filters, (books, asked) => {
    const all = [...books.configurations.values()].filter(
      each =>
        (asked.active === undefined || each.active === asked.active) &&
        (asked.is_default === undefined || each.is_default === asked.is_default),
    )
    return pageOf(all, asked, '/v1/billing_portal/configurations')
  }),
  route('GET', '/v1/billing_portal/configurations/:id', {}, (books, _asked, id) =>
    configurationAt(books, id),
  ),
  route(
    'POST',
    '/v1/billing_portal/configurations/:id',
    { ...fields, active: flag().optional(), features: features.optional() },
    (books, wanted, id) => {
      const configuration = configurationAt(books, id)
      if (wanted.features) ensureFeatures(books, wanted.features)
      const active = wanted.active ?? configuration.active
      const changes = { ...changesOf(configuration, wanted), active, updated: books.now }
      change(books, configuration, changes, 'billing_portal.configuration.updated')
      return configuration
    },
  ),
]

function ensureFeatures(books: Books, { subscription_update: update }: Features) {
  const path = 'features[subscription_update]'
  if (update?.enabled) {
    needed(update.default_allowed_updates, `${path}[default_allowed_updates]`)
    needed(update.products, `${path}[products]`)
  }
  for (const [index, { product: id, prices }] of (update?.products ?? []).entries()) {
    const place = `${path}[products][${index}]`
    if (!books.products.has(id)) throw noSuchParam('product', id, `${place}[product]`)
    for (const price of prices) ensurePrice(books, id, price, `${place}[prices]`)
  }
}

function ensurePrice(books: Books, product: string, id: string, param: string) {
  const price = books.prices.get(id)
  if (!price) throw noSuchParam('price', id, param)
  if (price.product !== product)
    throw refused(`The price \`${id}\` is not of the product \`${product}\`.`, param)
}

type Wanted = z.output<z.ZodObject<typeof fields>> & { features?: Features | undefined }

function changesOf(standing: Configuration, wanted: Wanted): Partial<Configuration> {
  return {
    business_profile: { ...standing.business_profile, ...given(wanted.business_profile) },
    ...given({ default_return_url: wanted.default_return_url, name: wanted.name }),
    features: withFeatures(standing.features, wanted.features ?? {}),
    login_page: { enabled: wanted.login_page?.enabled ?? standing.login_page.enabled, url: null },
    metadata: merged(standing.metadata ?? {}, wanted.metadata),
  }
}

function withFeatures(standing: Configuration['features'], wanted: Features): Configuration['features'] {
  const { subscription_update: update, subscription_cancel: cancel, customer_update: customer } = wanted
  const reason = cancel?.cancellation_reason
  return {
    ...standing,
    customer_update: { ...standing.customer_update, ...lists(customer, 'allowed_updates') },
    invoice_history: { ...standing.invoice_history, ...given(wanted.invoice_history) },
    payment_method_update: { ...standing.payment_method_update, ...given(wanted.payment_method_update) },
    subscription_cancel: {
      ...standing.subscription_cancel,
      ...given(cancel),
      cancellation_reason: {
        ...standing.subscription_cancel.cancellation_reason,
        ...lists(reason, 'options'),
      },
    },
    subscription_update: {
      ...standing.subscription_update,
      ...lists(update, 'default_allowed_updates'),
      products: productsOf(standing, update),
      schedule_at_period_end: {
        conditions: update?.schedule_at_period_end
          ? (update.schedule_at_period_end.conditions ?? [])
          : standing.subscription_update.schedule_at_period_end.conditions,
      },
    },
  }
}

function productsOf(
  { subscription_update: standing }: Configuration['features'],
  update: Features['subscription_update'],
) {
  if (update?.products === undefined) return standing.products ?? null
  return (update.products ?? []).map(({ adjustable_quantity: quantity, ...rest }) => ({
    ...rest,
    adjustable_quantity: {
      enabled: quantity?.enabled ?? false,
      maximum: quantity?.maximum ?? null,
      minimum: quantity?.minimum ?? 1,
    },
  }))
}

const given = (parameters: object = {}) =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined))

/** What was given, where a list that was unset is an empty one. */
const lists = (parameters: object | undefined, list: string) =>
  Object.fromEntries(
    Object.entries(given(parameters)).map(([key, value]) => [key, key === list ? (value ?? []) : value]),
  )

function configurationAt(books: Books, id: string): Configuration {
  const configuration = books.configurations.get(id)
  if (!configuration) throw noSuch('configuration', id)
  return configuration
}

function blank(books: Books): Configuration {
  return {
    id: newId('bpc_1'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: books.now,
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: false },
      payment_method_update: { enabled: false, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: false,
        mode: 'at_period_end',
        proration_behavior: 'none',
      },
      subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        products: null,
        proration_behavior: 'none',
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: 'end_trial',
      },
    },
    is_default: false,
    livemode: books.live,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: books.now,
  }
}
