import { pay } from './api-invoices.ts'
import type { Books, Card, PortalSession } from './books.ts'
import { subscribe } from './checkout.ts'
import { payingMethod } from './collect.ts'
import { cancel, confirmChange, keep, setCard } from './portal.ts'
import { livesOf } from './subscription.ts'

/** What a customer does on the hosted pages, without a browser; where the page would refuse, this throws its words. */
export function person(books: Books) {
  return {
    pay: (session: string, card: Card = 'good') => subscribe(books, known(books.sessions, session), card),
    confirmChange: (portalUrl: string, price?: string) =>
      confirmChange(books, portalAt(books, portalUrl), price),
    cancel: (portalUrl: string) => cancel(books, portalAt(books, portalUrl)),
    keep: (portalUrl: string) => keep(books, portalAt(books, portalUrl)),
    setCard: (portalUrl: string, card: Card) => setCard(books, portalAt(books, portalUrl), card),
    payInvoice: (invoice: string) => pay(books, known(books.invoices, invoice)),
    /** Changes how the card behaves that pays for this customer, from now on. */
    card(customer: string, card: Card) {
      const method = payingMethod(books, customer, livesOf(books, customer)[0])
      if (!method) throw new Error(`${customer} has no card`)
      books.cards.set(method, card)
    },
  }
}

function portalAt(books: Books, url: string): PortalSession {
  const [, , , id = ''] = new URL(url).pathname.split('/')
  return known(books.portalSessions, id)
}

function known<Kind>(all: Map<string, Kind>, id: string): Kind {
  const found = all.get(id)
  if (!found) throw new Error(`the double knows no ${id}`)
  return found
}
