import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Books } from './books.ts'
import type { faultList, Recorded } from './faults.ts'
import { type Form, readForm } from './form.ts'
import { type Answer, keyring } from './idempotency.ts'
import { newId } from './ids.ts'
import { ApiError, refused } from './refusals.ts'
import { match, type Route } from './route.ts'
import { apiVersion } from './version.ts'

export type Moment = 'before' | 'after'

export interface Desk {
  books: Books
  routes: Route[]
  secretKey: string
  faults: ReturnType<typeof faultList>
  requests: Recorded[]
  listeners: Set<{ moment: Moment; callback: (request: Recorded) => void | Promise<void> }>
}

/** Gives the function that answers requests to the API. */
export function apiServer(desk: Desk) {
  const keys = keyring(() => desk.books.now)

  return async function serve(request: IncomingMessage, response: ServerResponse) {
    const id = newId('req_', 14)
    const { recorded, form } = await receive(desk, request)
    await tell(desk, recorded, 'before')
    const fault = desk.faults.take(recorded)
    if (fault?.kind === 'cut-before') return void request.socket.destroy()
    if (fault?.kind === 'slow') await pause(fault.ms)
    const work = async (): Promise<Answer> => {
      ensureCaller(desk, request)
      const { act, id: named } = prepared(desk, recorded, form)
      if (fault?.kind === 'hold') await fault.released
      if (fault?.kind === 'status-500') throw broken()
      return perform(desk, { id, key: recorded.key ?? null }, () => act(desk.books, named))
    }
    const { answer, replayed } =
      fault?.kind === 'status-429' ? fresh(failure(limited())) : await once(recorded, form, work)
    recorded.status = answer.status
    await tell(desk, recorded, 'after')
    if (fault?.kind === 'cut-after') return void request.socket.destroy()
    send(response, answer, id, recorded, replayed)
  }

  /** Does the work unless its key has a result already; refusals of the parameters leave a key unused. */
  async function once(recorded: Recorded, form: Form, work: () => Promise<Answer>) {
    const { key, method, path } = recorded
    if (!key || method !== 'POST') return fresh(await work().catch(failure))
    try {
      const known = keys.begin(key, path, form)
      if (known) return { answer: known, replayed: true }
    } catch (error) {
      return fresh(failure(error))
    }
    const answer = await work().catch(error => {
      if (!isResult(error)) keys.forget(key)
      return failure(error)
    })
    keys.keep(key, answer)
    return fresh(answer)
  }
}

const fresh = (answer: Answer) => ({ answer, replayed: false })

async function receive(desk: Desk, request: IncomingMessage) {
  const url = new URL(request.url ?? '/', 'http://double')
  const body = await textOf(request)
  const form = readForm(request.method === 'POST' ? body : url.search.slice(1))
  const key = request.headers['idempotency-key']
  const recorded: Recorded = {
    method: request.method ?? '',
    path: url.pathname,
    parameters: form,
    ...(typeof key === 'string' && { key }),
    headers: request.headers,
  }
  desk.requests.push(recorded)
  return { recorded, form }
}

/** The body of a request as text. */
export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function tell(desk: Desk, recorded: Recorded, moment: Moment) {
  for (const listener of [...desk.listeners])
    if (listener.moment === moment) await listener.callback(recorded)
}

// Refusals before the work starts: who asks, in which version, what, and with which parameters.
class Unstarted extends Error {
  readonly refusal: unknown

  constructor(refusal: unknown) {
    super()
    this.refusal = refusal
  }
}

function ensureCaller(desk: Desk, { headers, method }: IncomingMessage) {
  const key = headers.authorization?.replace(/^Bearer /, '')
  if (!key) throw new Unstarted(new ApiError(401, 'You did not provide an API key.'))
  if (key !== desk.secretKey)
    throw new Unstarted(new ApiError(401, `Invalid API Key provided: ${key.slice(0, 8)}***`))
  const version = headers['stripe-version']
  if (!version) throw new Unstarted(refused('The Stripe-Version header is missing.'))
  if (version !== apiVersion) throw new Unstarted(refused(`Invalid Stripe API version: ${version}`))
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  if (method === 'POST' && !isForm)
    throw new Unstarted(refused('Requests must be application/x-www-form-urlencoded.'))
}

function prepared(desk: Desk, { method, path }: Recorded, form: Form) {
  const found = match(desk.routes, method, path)
  if (!found) throw new Unstarted(new ApiError(404, `Unrecognized request URL (${method}: ${path}).`))
  try {
    return { act: found.route.prepare(form), id: found.id }
  } catch (error) {
    throw new Unstarted(error)
  }
}

function perform(desk: Desk, request: { id: string; key: string | null }, act: () => unknown): Answer {
  desk.books.request = request
  try {
    return { status: 200, body: JSON.stringify(act(), null, 2) }
  } finally {
    desk.books.request = null
  }
}

const isResult = (error: unknown) => !(error instanceof Unstarted)

function failure(error: unknown): Answer {
  const refusal = error instanceof Unstarted ? error.refusal : error
  if (!(refusal instanceof ApiError)) throw refusal
  return { status: refusal.status, body: JSON.stringify(refusal.body(), null, 2) }
}

const broken = () => new ApiError(500, 'An unknown error occurred', { type: 'api_error' })
const limited = () =>
  new ApiError(429, 'Too many requests in a short period of time.', { code: 'rate_limit' })

function send(response: ServerResponse, answer: Answer, id: string, { key }: Recorded, replayed: boolean) {
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'request-id': id,
    'stripe-version': apiVersion,
    ...(key && { 'idempotency-key': key }),
    ...(replayed && { 'idempotent-replayed': 'true' }),
  })
  response.end(answer.body)
}
