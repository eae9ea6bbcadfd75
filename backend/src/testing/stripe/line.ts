import type { Stripe } from 'stripe'
import type { Books, Item, Line, Price } from './books.ts'
import { newId } from './ids.ts'

interface Span {
  start: number
  end: number
}

/** A line of an invoice for one item of a subscription; `proration` where it is a part of a period. */
export function lineFor(
  books: Books,
  item: Item,
  price: Price,
  amount: number,
  period: Span,
  proration: boolean,
): Line {
  return {
    id: newId('il_1'),
    object: 'line_item',
    amount,
    currency: price.currency,
    description: described(books, item, price, amount, period, proration),
    discount_amounts: [],
    discountable: !proration,
    discounts: [],
    invoice: null,
    livemode: books.live,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: proration ? newId('ii_1') : null,
        proration,
        proration_details: { credited_items: null },
        subscription: item.subscription,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period: { ...period },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: 'price_details',
      unit_amount_decimal: decimal(price.unit_amount),
    },
    quantity: item.quantity,
    quantity_decimal: decimal(item.quantity),
    subscription: item.subscription,
    subtotal: amount,
    taxes: [],
  }
}

/** A decimal as it goes over the wire: text, which the package turns into its own type. */
export const decimal = (amount: number) => String(amount) as string & Stripe.Decimal

function described(
  books: Books,
  item: Item,
  price: Price,
  amount: number,
  period: Span,
  proration: boolean,
): string {
  const name = books.products.get(price.product)?.name ?? price.product
  const day = new Date(period.start * 1000).toUTCString().slice(5, 16)
  if (!proration)
    return `${item.quantity} × ${name} (at ${money(price.unit_amount, price.currency)} / ${price.recurring.interval})`
  return amount < 0 ? `Unused time on ${name} after ${day}` : `Remaining time on ${name} after ${day}`
}

/** An amount as a person reads it, e.g. `€12.00`. */
export const money = (cents: number, currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).format(cents / 100)
