import { z } from 'zod'
import type { Books, Price, Product } from './books.ts'
import { change, emit } from './events.ts'
import { newId } from './ids.ts'
import { decimal } from './line.ts'
import { pageOf } from './lists.ts'
import { flag, merged, metadata, oneOf, pages, text, unset, webAddress, whole } from './parameters.ts'
import { noSuch, noSuchParam, refused } from './refusals.ts'
import { type Route, route } from './route.ts'

const productFields = {
  active: flag().optional(),
  description: unset(text()).optional(),
  metadata: metadata().optional(),
  statement_descriptor: text(22).optional(),
  tax_code: unset(text()).optional(),
  unit_label: unset(text(12)).optional(),
  url: unset(webAddress()).optional(),
}

const productRoutes = [
  route('POST', '/v1/products', { ...productFields, id: text().optional(), name: text() }, (books, given) => {
    if (given.id && books.products.has(given.id))
      throw refused('Product already exists.', 'id', 'resource_already_exists')
    const product = newProduct(books, given.name, {
      ...fieldsOf(given),
      metadata: merged({}, given.metadata),
    })
    books.products.set(product.id, product)
    emit(books, 'product.created', product)
    return product
  }),
  route('GET', '/v1/products', { ...pages, active: flag().optional() }, (books, given) => {
    const all = [...books.products.values()]
    const asked = all.filter(({ active }) => given.active === undefined || active === given.active)
    return pageOf(asked, given, '/v1/products')
  }),
  route('GET', '/v1/products/:id', {}, (books, _given, id) => productAt(books, id)),
  route('POST', '/v1/products/:id', { ...productFields, name: text().optional() }, (books, given, id) => {
    const product = productAt(books, id)
    const changes = {
      ...fieldsOf(given),
      metadata: merged(product.metadata, given.metadata),
      updated: books.now,
    }
    change(books, product, changes, 'product.updated')
    return product
  }),
]

const priceFields = {
  active: flag().optional(),
  lookup_key: unset(text(200)).optional(),
  metadata: metadata().optional(),
  nickname: unset(text()).optional(),
  tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified').optional(),
  transfer_lookup_key: flag().optional(),
}
const recurring = z.strictObject({
  interval: oneOf('day', 'week', 'month', 'year'),
  interval_count: whole(1).optional(),
})
const priceCreation = {
  ...priceFields,
  currency: text(3),
  product: text(),
  recurring,
  unit_amount: whole(0),
}
const priceFilters = {
  ...pages,
  active: flag().optional(),
  currency: text(3).optional(),
  lookup_keys: z.array(text()).max(10).optional(),
  product: text().optional(),
  type: oneOf('recurring', 'one_time').optional(),
}

const priceRoutes = [
  route('POST', '/v1/prices', priceCreation, (books, given) => {
    if (!books.products.has(given.product)) throw noSuchParam('product', given.product, 'product')
    if (!/^[a-z]{3}$/i.test(given.currency)) throw refused(`Invalid currency: ${given.currency}`, 'currency')
    if (given.lookup_key) claim(books, given.lookup_key, given.transfer_lookup_key)
    const price = newPrice(books, given)
    books.prices.set(price.id, price)
    emit(books, 'price.created', price)
    return price
  }),
  route('GET', '/v1/prices', priceFilters, (books, given) => {
    const asked = [...books.prices.values()].filter(
      price =>
        (given.active === undefined || price.active === given.active) &&
        (!given.currency || price.currency === given.currency) &&
        (!given.lookup_keys || given.lookup_keys.includes(price.lookup_key ?? '')) &&
        (!given.product || price.product === given.product) &&
        (!given.type || price.type === given.type),
    )
    return pageOf(asked, given, '/v1/prices')
  }),
  route('GET', '/v1/prices/:id', {}, (books, _given, id) => priceAt(books, id)),
  route('POST', '/v1/prices/:id', priceFields, (books, given, id) => {
    const price = priceAt(books, id)
    if (given.lookup_key && given.lookup_key !== price.lookup_key)
      claim(books, given.lookup_key, given.transfer_lookup_key)
    const { transfer_lookup_key: _, metadata: more, ...rest } = given
    change(books, price, { ...fieldsOf(rest), metadata: merged(price.metadata, more) }, 'price.updated')
    showChange(books, price)
    return price
  }),
]

export const catalogRoutes: Route[] = [...productRoutes, ...priceRoutes]

/** The recurring price that a parameter names. */
export function priceNamed(books: Books, id: string, param: string): Price {
  const price = books.prices.get(id)
  if (!price) throw noSuchParam('price', id, param)
  if (!price.active)
    throw refused(
      'The price specified is inactive. This field only accepts active prices.',
      param,
      'price_inactive',
    )
  return price
}

/** A lookup key belongs to one price: it is free, or moves over, or the request is refused. */
function claim(books: Books, key: string, transfer = false) {
  const holder = [...books.prices.values()].find(({ lookup_key }) => lookup_key === key)
  if (!holder) return
  if (!transfer)
    throw refused(
      `A price (\`${holder.id}\`) already uses that lookup key.`,
      'lookup_key',
      'resource_already_exists',
    )
  change(books, holder, { lookup_key: null }, 'price.updated')
  showChange(books, holder)
}

// A subscription shows its price as it is now, not as it was when it was taken.
function showChange(books: Books, price: Price) {
  for (const { items } of books.subscriptions.values())
    for (const item of items.data) if (item.price.id === price.id) item.price = structuredClone(price)
}

function newProduct(books: Books, name: string, fields: Partial<Product>): Product {
  return {
    id: newId('prod_', 14),
    object: 'product',
    active: true,
    created: books.now,
    default_price: null,
    description: null,
    images: [],
    livemode: books.live,
    marketing_features: [],
    metadata: {},
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: books.now,
    url: null,
    ...fields,
    name,
  }
}

const creation = z.strictObject(priceCreation)

function newPrice(books: Books, given: Omit<z.output<typeof creation>, 'expand'>): Price {
  const { interval, interval_count = 1 } = given.recurring
  return {
    id: newId('price_1'),
    object: 'price',
    active: given.active ?? true,
    billing_scheme: 'per_unit',
    created: books.now,
    currency: given.currency.toLowerCase(),
    custom_unit_amount: null,
    livemode: books.live,
    lookup_key: given.lookup_key ?? null,
    metadata: merged({}, given.metadata),
    nickname: given.nickname ?? null,
    product: given.product,
    recurring: { interval, interval_count, meter: null, trial_period_days: null, usage_type: 'licensed' },
    tax_behavior: given.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: given.unit_amount,
    unit_amount_decimal: decimal(given.unit_amount),
  }
}

const fieldsOf = (given: object) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

function productAt(books: Books, id: string): Product {
  const product = books.products.get(id)
  if (!product) throw noSuch('product', id)
  return product
}

function priceAt(books: Books, id: string): Price {
  const price = books.prices.get(id)
  if (!price) throw noSuch('price', id)
  return price
}
