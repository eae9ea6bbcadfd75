import { z } from 'zod'
import type { Books, Customer } from './books.ts'
import { deleteCustomer, newCustomer, updateCustomer } from './customer.ts'
import { pageOf } from './lists.ts'
import { address, merged, metadata, oneOf, pages, text, unset } from './parameters.ts'
import { noSuch, noSuchParam } from './refusals.ts'
import { type Route, route } from './route.ts'

const line = () => unset(text()).optional()
const fields = {
  address: address().optional(),
  description: line(),
  email: unset(text(512)).optional(),
  invoice_settings: z
    .strictObject({ default_payment_method: unset(text()).optional(), footer: line() })
    .optional(),
  metadata: metadata().optional(),
  name: unset(text(256)).optional(),
  phone: unset(text(20)).optional(),
  preferred_locales: z.array(text()).optional(),
  tax_exempt: unset(oneOf('none', 'exempt', 'reverse')).optional(),
}
const rules = z.strictObject(fields)

export const customerRoutes: Route[] = [
  route('POST', '/v1/customers', fields, (books, parameters) => {
    const { invoice_settings: _none, metadata: given, ...rest } = parameters
    return newCustomer(books, { ...changesOf(rest), metadata: merged({}, given) })
  }),
  route('GET', '/v1/customers', { ...pages, email: text().optional() }, (books, parameters) => {
    const standing = [...books.customers.values()].filter(({ id }) => !books.deleted.has(id))
    const asked = standing.filter(({ email }) => !parameters.email || email === parameters.email)
    return pageOf(asked, parameters, '/v1/customers')
  }),
  route('GET', '/v1/customers/:id', {}, (books, _parameters, id) =>
    books.deleted.has(id) ? gone(id) : customerAt(books, id),
  ),
  route('POST', '/v1/customers/:id', fields, (books, parameters, id) => {
    const customer = customerAt(books, id)
    updateCustomer(books, customer, updatesOf(books, customer, parameters))
    return customer
  }),
  route('DELETE', '/v1/customers/:id', {}, (books, _parameters, id) => {
    deleteCustomer(books, customerAt(books, id))
    return gone(id)
  }),
]

const gone = (id: string) => ({ id, object: 'customer', deleted: true })

function updatesOf(books: Books, customer: Customer, parameters: z.output<typeof rules>): Partial<Customer> {
  const { metadata: given, invoice_settings: settings, ...rest } = parameters
  const method = settings?.default_payment_method
  if (method && books.paymentMethods.get(method)?.customer !== customer.id)
    throw noSuchParam('PaymentMethod', method, 'invoice_settings[default_payment_method]')
  return {
    ...changesOf(rest),
    ...(settings && { invoice_settings: { ...customer.invoice_settings, ...changesOf(settings) } }),
    ...(given !== undefined && { metadata: merged(customer.metadata, given) }),
  }
}

/** The parameters that were given. */
function changesOf(parameters: object) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([key, value]) => [key, key === 'address' ? whole(value) : value]))
}

// An address is always shown with all its lines.
const blank = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }
const whole = (given: object | null) => given && { ...blank, ...given }

function customerAt(books: Books, id: string): Customer {
  const customer = books.customers.get(id)
  if (!customer || books.deleted.has(id)) throw noSuch('customer', id)
  return customer
}

/** The customer whom a parameter names; one that was deleted is not there, except where `deletedToo`. */
export function customerNamed(books: Books, id: string, { deletedToo = false } = {}): Customer {
  const customer = books.customers.get(id)
  if (!customer || (!deletedToo && books.deleted.has(id))) throw noSuchParam('customer', id, 'customer')
  return customer
}
