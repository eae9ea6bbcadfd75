import { createHmac } from 'node:crypto'
import { isType } from './api-webhooks.ts'
import type { Books, StripeEvent } from './books.ts'
import { newId } from './ids.ts'

/** One try to deliver an event; status 0 where no answer came. */
interface Delivery {
  event: string
  type: string
  url: string
  attempt: number
  status: number
  at: Date
}

interface Target {
  id: string
  url: string
  types: string[]
}

interface Secret {
  value: string
  /** Seconds of the double's clock from which it signs no more. */
  until: number
}

interface Retry {
  event: StripeEvent
  target: Target
  attempt: number
  at: number
}

interface Post {
  books: Books
  signedAt: () => number
  answerWithinMs: number
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour

// Seconds from one try to the next: soon at first, then ever more rarely, until three days are over (16 tries).
const waits = [
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  ...Array.from({ length: 10 }, () => 5 * hour),
]
const longest = 3 * day

/** Stripe's post office: it signs events, sends them and tries again. */
export function postOffice({ books, signedAt, answerWithinMs }: Post) {
  const registered: Target[] = []
  const secrets = new Map<string, Secret[]>()
  const held: StripeEvent[] = []
  const deliveries: Delivery[] = []
  const flying = new Set<Promise<unknown>>()
  let retries: Retry[] = []
  let mode: 'at-once' | 'held' = 'at-once'

  const targets = (): Target[] => [
    ...registered,
    ...[...books.endpoints.values()]
      .filter(({ status }) => status === 'enabled')
      .map(({ id, url, enabled_events }) => ({ id, url, types: enabled_events })),
  ]
  const wanting = (event: StripeEvent) =>
    targets().filter(({ types }) => types.some(type => isType(event.type, type)))

  const keepSecret = (id: string, value: string, until = Infinity) =>
    void secrets.set(id, [{ value, until }, ...(secrets.get(id) ?? [])])

  /** Sends an event once to one endpoint. */
  async function send(event: StripeEvent, target: Target, attempt: number, at: number): Promise<number> {
    const body = JSON.stringify({ ...event, pending_webhooks: wanting(event).length }, null, 2)
    const valid = (secrets.get(target.id) ?? []).filter(({ until }) => until > books.now)
    const signatures = valid.map(({ value }) => `v1=${hmac(value, `${at}.${body}`)}`)
    const moment = new Date(books.now * 1000)
    const status = await knock(target.url, body, [`t=${at}`, ...signatures].join(','))
    deliveries.push({
      event: event.id,
      type: event.type,
      url: target.url,
      attempt,
      status,
      at: moment,
    })
    return status
  }

  async function knock(url: string, body: string, signature: string): Promise<number> {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature }
    const signal = AbortSignal.timeout(answerWithinMs)
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
      await answer.arrayBuffer()
      return answer.status
    } catch {
      return 0
    }
  }

  /** Sends an event to one endpoint and, where it was not taken, plans the next try. */
  async function attempt(event: StripeEvent, target: Target, number: number) {
    const status = await send(event, target, number, signedAt())
    const wait = waits[number - 1]
    if (isTaken(status) || wait === undefined || books.now + wait > event.created + longest) return
    retries.push({ event, target, attempt: number + 1, at: books.now + wait })
  }

  function fly(work: Promise<unknown>) {
    flying.add(work)
    void work.finally(() => flying.delete(work))
  }

  async function settle() {
    while (flying.size > 0) await Promise.allSettled(flying)
  }

  return {
    held,
    deliveries,
    keepSecret,
    settle,
    post(event: StripeEvent) {
      if (mode === 'held') held.push(event)
      else for (const target of wanting(event)) fly(attempt(event, target, 1))
    },
    to(url: string, secret: string, types = ['*']) {
      const known = registered.find(target => target.url === url)
      if (!known) registered.push({ id: url, url, types })
      keepSecret(url, secret)
    },
    /** Gives a new secret; the old ones sign along until the overlap (seconds) is over. */
    roll(endpoint: string, overlap = day): string {
      const fresh = newId('whsec_', 32)
      for (const secret of secrets.get(endpoint) ?? [])
        secret.until = Math.min(secret.until, books.now + overlap)
      keepSecret(endpoint, fresh)
      return fresh
    },
    become(next: 'at-once' | 'held') {
      mode = next
    },
    /** Delivers by hand, `times` at the same moment; gives the statuses. Nothing is tried again. */
    async deliver(event: StripeEvent | string, { times = 1, at = signedAt() } = {}): Promise<number[]> {
      const whole = typeof event === 'string' ? books.events.find(({ id }) => id === event) : event
      if (!whole) throw new Error(`no event ${String(event)}`)
      const place = held.indexOf(whole)
      if (place >= 0) held.splice(place, 1)
      const sent = wanting(whole).flatMap(target =>
        Array.from({ length: times }, (_, turn) => send(whole, target, turn + 1, at)),
      )
      return Promise.all(sent)
    },
    /** When the next try is due, in seconds; null where none is. */
    next: () => retries.reduce<number | null>((first, { at }) => Math.min(first ?? at, at), null),
    /** Makes the tries that are due. */
    async retry() {
      const due = retries.filter(({ at }) => at <= books.now)
      retries = retries.filter(({ at }) => at > books.now)
      const standing = new Set(targets().map(({ id }) => id))
      for (const { event, target, attempt: number } of due)
        if (standing.has(target.id)) fly(attempt(event, target, number))
      await settle()
    },
  }
}

const isTaken = (status: number) => status >= 200 && status < 300

const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex')
