import type { Books, Price, Session } from './books.ts'
import { ensureOpen, PageRefusal, subscribe } from './checkout.ts'
import type { Form } from './form.ts'
import { money } from './line.ts'
import { alert, cardChoice, cardOf, form, link, page, paragraph, type Shown } from './page.ts'

/** The page of a Checkout session: what it costs, with which card, and away. */
export function checkoutPage(books: Books, session: Session, posted?: Form): Shown {
  try {
    if (posted) return { goTo: subscribe(books, session, cardOf(posted.card)) }
    ensureOpen(books, session)
    return offer(books, session)
  } catch (error) {
    if (!(error instanceof PageRefusal)) throw error
    if (session.status !== 'open' || !posted) return page('Checkout', alert(error.message) + back(session))
    return offer(books, session, error.message)
  }
}

function offer(books: Books, session: Session, complaint?: string): Shown {
  const order = books.orders.get(session.id)!
  const price = books.prices.get(order.price)!
  const name = books.products.get(price.product)?.name ?? ''
  const total = paragraph(rate(price, order.quantity))
  const told = complaint ? alert(complaint) : ''
  return page(`Subscribe to ${name}`, told + total + form(cardChoice(), 'Subscribe') + back(session))
}

/** A price as a person reads it, e.g. `€12.00 per month`. */
export function rate(price: Price, quantity = 1): string {
  const { interval, interval_count: count } = price.recurring
  const every = count === 1 ? `per ${interval}` : `every ${count} ${interval}s`
  return `${money(price.unit_amount * quantity, price.currency)} ${every}`
}

const back = ({ cancel_url }: Session) => (cancel_url ? `<p>${link(cancel_url, 'Back')}</p>` : '')
