import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Books } from './books.ts'
import { type Form, readForm } from './form.ts'
import { page, type Shown } from './page.ts'
import { checkoutPage } from './page-checkout.ts'
import { invoicePage, invoicePdf } from './page-invoice.ts'
import { portalPage } from './page-portal.ts'
import { textOf } from './serve.ts'

/** Answers a browser: the pages that Stripe hosts. */
export async function hosted(books: Books, request: IncomingMessage, response: ServerResponse) {
  const path = new URL(request.url ?? '/', 'http://double').pathname
  const posted = request.method === 'POST' ? readForm(await textOf(request)) : undefined
  answer(response, draw(books, path, posted))
}

function draw(books: Books, path: string, posted?: Form): Shown {
  const [, kind, of, id = '', step = ''] = path.split('/')
  const session = books.sessions.get(id)
  if (kind === 'c' && of === 'pay' && session) return checkoutPage(books, session, posted)
  const portal = books.portalSessions.get(id)
  if (kind === 'p' && of === 'session' && portal) return portalPage(books, portal, step, posted)
  const invoice = books.invoices.get(of ?? '')
  if (kind === 'i' && invoice?.hosted_invoice_url)
    return id === 'pdf' ? invoicePdf(invoice) : invoicePage(books, invoice, posted)
  return page('Not found', '<p>The page you were looking for could not be found.</p>', 404)
}

function answer(response: ServerResponse, shown: Shown) {
  if ('goTo' in shown) return response.writeHead(303, { location: shown.goTo }).end()
  if ('pdf' in shown) return response.writeHead(200, { 'content-type': 'application/pdf' }).end(shown.pdf)
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
  return response.writeHead(shown.status ?? 200, headers).end(shown.html)
}
