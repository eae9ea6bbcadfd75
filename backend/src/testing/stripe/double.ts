import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { catalogRoutes } from './api-catalog.ts'
import { checkoutRoutes } from './api-checkout.ts'
import { customerRoutes } from './api-customers.ts'
import { invoiceRoutes } from './api-invoices.ts'
import { portalRoutes } from './api-portal.ts'
import { configurationRoutes } from './api-portal-configurations.ts'
import { subscriptionRoutes } from './api-subscriptions.ts'
import { webhookRoutes } from './api-webhooks.ts'
import { type Books, type Charge, openBooks, type Policy } from './books.ts'
import { postOffice } from './delivery.ts'
import { faultList, type Recorded } from './faults.ts'
import { hosted } from './hosted.ts'
import { person } from './person.ts'
import { apiServer, type Desk, type Moment } from './serve.ts'
import { nextDue } from './timeline.ts'

export interface StripeOptions extends Partial<Policy> {
  /** `sk_test_…` or `sk_live_…`, which decides `livemode`. */
  secretKey?: string
  /** Where its clock starts; the wall's time when absent. It stands still unless it is moved. */
  now?: Date
  /** Seconds for `t` in the signatures of webhooks; real time when absent. */
  signedAt?: () => number
  /** How long a webhook endpoint may take before the delivery counts as failed. */
  answerWithinMs?: number
}

export type StripeDouble = Awaited<ReturnType<typeof startStripe>>

/**
 * A double of Stripe on loopback, for tests: its API as the official package speaks to it, its webhooks and its hosted
 * pages. It is strict where Stripe is, keeps its own clock, and holds every charge in a ledger.
 */
export async function startStripe(options: StripeOptions = {}) {
  const { secretKey = 'sk_test_double', now = new Date(), signedAt = realTime } = options
  const { retryDays = [3, 5, 7], afterRetries = 'cancel', answerWithinMs = 10_000 } = options
  const books = openBooks(secretKey.startsWith('sk_live_'), seconds(now), { retryDays, afterRetries })
  const post = postOffice({ books, signedAt, answerWithinMs })
  books.onEvent = post.post
  const desk = deskOf(books, secretKey, post.keepSecret)
  const { port, close } = await listen(desk)
  books.url = `http://127.0.0.1:${port}`

  return {
    url: books.url,
    host: `127.0.0.1:${port}`,
    port,
    secretKey,
    now: () => new Date(books.now * 1000),
    advance: (to: Date) => advance(books, post, seconds(to)),
    ...person(books),
    charges: (customer?: string): Charge[] =>
      books.charges.filter(charge => !customer || charge.customer === customer),
    objects: objectsOf(books),
    requests: desk.requests,
    get unkeyed() {
      return desk.requests.filter(({ method, key }) => method === 'POST' && isUnkeyed(key))
    },
    deliverTo: post.to,
    rollSecret: post.roll,
    delivery: ({ mode }: { mode: 'at-once' | 'held' }) => post.become(mode),
    held: post.held,
    deliver: post.deliver,
    settle: post.settle,
    deliveries: post.deliveries,
    fault: desk.faults.add,
    onRequest(callback: (request: Recorded) => void | Promise<void>, moment: Moment) {
      const listener = { moment, callback }
      desk.listeners.add(listener)
      return () => void desk.listeners.delete(listener)
    },
    close,
  }
}

function deskOf(books: Books, secretKey: string, keepSecret: (id: string, secret: string) => void): Desk {
  const routes = [
    ...customerRoutes,
    ...catalogRoutes,
    ...checkoutRoutes,
    ...configurationRoutes,
    ...portalRoutes,
    ...subscriptionRoutes,
    ...invoiceRoutes,
    ...webhookRoutes(keepSecret),
  ]
  return { books, routes, secretKey, faults: faultList(), requests: [], listeners: new Set() }
}

async function listen(desk: Desk) {
  const serve = apiServer(desk)
  const answer = (request: IncomingMessage, response: ServerResponse) =>
    request.url?.startsWith('/v1/') ? serve(request, response) : hosted(desk.books, request, response)
  // Longer than the gate keeps a connection: closed on this side it could be just as a request goes out.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    answer(request, response).catch(error => fellOver(response, error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      desk.faults.releaseAll()
      if (!server.listening) return
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

// A fault of the double itself (or of a test's callback) is told, so that it is not taken for one of the network.
function fellOver(response: ServerResponse, error: unknown) {
  const message = `the double of Stripe fell over: ${error instanceof Error ? error.stack : error}`
  response.writeHead(500, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: { type: 'api_error', message } }))
}

/** Runs what is due until a moment, one after the other, each with the deliveries that it makes. */
async function advance(books: Books, post: ReturnType<typeof postOffice>, to: number) {
  if (to < books.now) throw new Error('the clock of the double goes forward alone')
  await post.settle()
  for (;;) {
    const due = nextDue(books)
    const retry = post.next()
    const at = Math.min(due?.at ?? Infinity, retry ?? Infinity)
    if (at > to) break
    books.now = Math.max(books.now, at)
    if (due && due.at === at) due.run()
    else await post.retry()
    await post.settle()
  }
  books.now = to
}

// The package makes up a key of its own for a POST without one; it holds for one call alone.
const isUnkeyed = (key?: string) => key === undefined || key.startsWith('stripe-node-retry-')

const seconds = (moment: Date) => Math.floor(moment.getTime() / 1000)
const realTime = () => Math.floor(Date.now() / 1000)

/** Everything as it stands, as plain objects of the API, oldest first. */
function objectsOf(books: Books) {
  return {
    get customers() {
      return [...books.customers.values()].filter(({ id }) => !books.deleted.has(id))
    },
    get products() {
      return [...books.products.values()]
    },
    get prices() {
      return [...books.prices.values()]
    },
    get sessions() {
      return [...books.sessions.values()]
    },
    get subscriptions() {
      return [...books.subscriptions.values()]
    },
    get schedules() {
      return [...books.schedules.values()]
    },
    get invoices() {
      return [...books.invoices.values()]
    },
    get paymentMethods() {
      return [...books.paymentMethods.values()]
    },
    get configurations() {
      return [...books.configurations.values()]
    },
    get portalSessions() {
      return [...books.portalSessions.values()]
    },
    get endpoints() {
      return [...books.endpoints.values()]
    },
    get events() {
      return [...books.events]
    },
  }
}
