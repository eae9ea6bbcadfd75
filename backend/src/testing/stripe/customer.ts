import type { Books, Customer } from './books.ts'
import { change, emit } from './events.ts'
import { newId } from './ids.ts'
import { end, livesOf } from './subscription.ts'

/** Writes a new customer down. */
export function newCustomer(books: Books, fields: Partial<Customer>): Customer {
  const customer: Customer = {
    id: newId('cus_', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: books.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newId('', 8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: books.live,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
    ...fields,
  }
  books.customers.set(customer.id, customer)
  emit(books, 'customer.created', customer)
  return customer
}

export const updateCustomer = (books: Books, customer: Customer, changes: Partial<Customer>) =>
  change(books, customer, changes, 'customer.updated')

/** Deletes a customer for good; what they still subscribe to ends at once. */
export function deleteCustomer(books: Books, customer: Customer) {
  for (const subscription of livesOf(books, customer.id)) end(books, subscription, 'cancellation_requested')
  books.deleted.add(customer.id)
  emit(books, 'customer.deleted', customer)
}
