import { z } from 'zod'
import { priceNamed } from './api-catalog.ts'
import { customerNamed } from './api-customers.ts'
import type { Books, Price, Session } from './books.ts'
import { expire } from './checkout.ts'
import { newId } from './ids.ts'
import { pageOf } from './lists.ts'
import {
  flag,
  locale,
  merged,
  metadata,
  needed,
  oneOf,
  pages,
  text,
  webAddress,
  whole,
} from './parameters.ts'
import { noSuch, refused } from './refusals.ts'
import { type Route, route } from './route.ts'

const minute = 60
const day = 86_400

const fields = {
  allow_promotion_codes: flag().optional(),
  automatic_tax: z.strictObject({ enabled: flag() }).optional(),
  billing_address_collection: oneOf('auto', 'required').optional(),
  cancel_url: webAddress().optional(),
  client_reference_id: text(200).optional(),
  customer: text().optional(),
  customer_email: text(800).optional(),
  customer_update: z
    .strictObject({
      address: oneOf('auto', 'never').optional(),
      name: oneOf('auto', 'never').optional(),
      shipping: oneOf('auto', 'never').optional(),
    })
    .optional(),
  expires_at: whole().optional(),
  line_items: z.array(z.strictObject({ price: text(), quantity: whole(1).optional() })).optional(),
  locale: locale().optional(),
  metadata: metadata().optional(),
  mode: oneOf('payment', 'setup', 'subscription'),
  payment_method_collection: oneOf('always', 'if_required').optional(),
  payment_method_types: z.array(oneOf('card', 'link', 'sepa_debit', 'paypal')).optional(),
  subscription_data: z
    .strictObject({ description: text(500).optional(), metadata: metadata().optional() })
    .optional(),
  success_url: webAddress().optional(),
  tax_id_collection: z
    .strictObject({ enabled: flag(), required: oneOf('if_supported', 'never').optional() })
    .optional(),
}
const rules = z.strictObject(fields)
type Wanted = z.output<typeof rules>

export const checkoutRoutes: Route[] = [
  route('POST', '/v1/checkout/sessions', fields, (books, wanted) => {
    ensureFits(books, wanted)
    const [item, ...others] = needed(wanted.line_items, 'line_items')
    if (others.length > 0) throw refused('The double sells one item at a time.', 'line_items')
    const { price: id, quantity } = needed(item, 'line_items')
    const price = priceNamed(books, id, 'line_items[0][price]')
    ensureCurrency(books, wanted, price)
    const session = newSession(books, wanted, price, needed(quantity, 'line_items[0][quantity]'))
    const order = merged({}, wanted.subscription_data?.metadata)
    books.sessions.set(session.id, session)
    books.orders.set(session.id, { price: id, quantity: quantity!, metadata: order })
    return session
  }),
  route(
    'GET',
    '/v1/checkout/sessions',
    { ...pages, customer: text().optional(), subscription: text().optional() },
    (books, asked) => {
      const sessions = [...books.sessions.values()].filter(
        session =>
          (!asked.customer || session.customer === asked.customer) &&
          (!asked.subscription || session.subscription === asked.subscription),
      )
      return pageOf(sessions, asked, '/v1/checkout/sessions')
    },
  ),
  route('GET', '/v1/checkout/sessions/:id', {}, (books, _asked, id) => sessionAt(books, id)),
  route('GET', '/v1/checkout/sessions/:id/line_items', pages, (books, asked, id) => {
    const { price, quantity } = books.orders.get(sessionAt(books, id).id)!
    const item = lineItem(books, id, books.prices.get(price)!, quantity)
    return pageOf([item], asked, `/v1/checkout/sessions/${id}/line_items`)
  }),
  route('POST', '/v1/checkout/sessions/:id/expire', {}, (books, _asked, id) => {
    const session = sessionAt(books, id)
    if (session.status !== 'open')
      throw refused(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
      )
    expire(books, session)
    return session
  }),
]

/** Throws where parameters that are right by themselves do not go together. */
function ensureFits(books: Books, wanted: Wanted) {
  if (wanted.mode !== 'subscription') throw refused('The double knows mode=subscription alone.', 'mode')
  needed(wanted.success_url, 'success_url')
  if (wanted.customer && wanted.customer_email)
    throw refused('You may only specify one of these parameters: customer, customer_email.', 'customer_email')
  if (wanted.customer) customerNamed(books, wanted.customer)
  else if (wanted.customer_update)
    throw refused('`customer_update` can only be used with `customer`.', 'customer_update')
  if (wanted.customer && wanted.tax_id_collection?.enabled && wanted.customer_update?.name !== 'auto')
    throw refused(
      'Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.',
    )
  const wait = (wanted.expires_at ?? books.now + day) - books.now
  if (wait < 30 * minute)
    throw refused(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    )
  if (wait > day)
    throw refused(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      'expires_at',
    )
}

function ensureCurrency(books: Books, { customer: id }: Wanted, price: Price) {
  const currency = books.customers.get(id ?? '')?.currency
  if (currency && currency !== price.currency)
    throw refused(
      `You cannot combine currencies on a single customer. This customer has had a subscription, coupon, or invoice item with currency ${currency}.`,
      'line_items[0][price]',
    )
}

function sessionAt(books: Books, id: string): Session {
  const session = books.sessions.get(id)
  if (!session) throw noSuch('checkout.session', id)
  return session
}

function lineItem(books: Books, session: string, price: Price, quantity: number) {
  const amount = price.unit_amount * quantity
  return {
    id: `li_${session}`,
    object: 'item',
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: books.products.get(price.product)?.name ?? null,
    price,
    quantity,
  }
}

function newSession(books: Books, wanted: Wanted, price: Price, quantity: number): Session {
  const id = newId(books.live ? 'cs_live_a1' : 'cs_test_a1', 56)
  const amount = price.unit_amount * quantity
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: wanted.allow_promotion_codes ?? null,
    allowed_payment_method_types: null,
    amount_subtotal: amount,
    amount_total: amount,
    automatic_tax: {
      enabled: wanted.automatic_tax?.enabled ?? false,
      liability: null,
      provider: null,
      status: null,
    },
    billing_address_collection: wanted.billing_address_collection ?? null,
    cancel_url: wanted.cancel_url ?? null,
    client_reference_id: wanted.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: books.now,
    currency: price.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: wanted.customer ?? null,
    customer_account: null,
    customer_creation: wanted.customer ? null : 'always',
    customer_details: null,
    customer_email: wanted.customer_email ?? null,
    discounts: [],
    expires_at: wanted.expires_at ?? books.now + day,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: books.live,
    locale: (wanted.locale ?? null) as Session['locale'],
    managed_payments: null,
    metadata: merged({}, wanted.metadata),
    mode: 'subscription',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: wanted.payment_method_collection ?? 'always',
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: wanted.payment_method_types ?? ['card'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: null,
    subscription: null,
    success_url: wanted.success_url ?? null,
    tax_id_collection: {
      enabled: wanted.tax_id_collection?.enabled ?? false,
      required: wanted.tax_id_collection?.required ?? 'never',
    },
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${books.url}/c/pay/${id}`,
    wallet_options: null,
  }
}
