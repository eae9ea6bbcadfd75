import { operations } from '@atavus/contract/operations'
import type { Handler, MiddlewareHandler } from 'hono'
import type { Policies } from '../assistants/policies.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { exposed } from './visitor.ts'

const headers = 'authorization, content-type, last-event-id'
const methods = 'GET, POST, DELETE'

/** A visitor's rights stay where they were given, also on a site that its owner has let go since. */
const rights = new Set(
  [
    operations.withdrawConsent,
    operations.visitorExport,
    operations.visitorArchive,
    operations.visitorLeft,
    operations.visitorErase,
    operations.visitorObject,
    operations.visitorCorrect,
  ].map(({ path }) => path as string),
)

/**
 * Answers a browser that asks before it sends (CORS). It names no assistant yet, so an origin passes that any of
 * them welcomes; the request itself is then held against its own assistant's list.
 */
export function preflight(policies: Policies): Handler<Door> {
  return async c => {
    const origin = c.req.header('origin') ?? ''
    const fine = isOrigin(origin) && (rights.has(c.req.path) || (await policies.knowsOrigin(origin)))
    if (!fine) throw new Refusal('origin_not_allowed')
    c.header('Access-Control-Allow-Origin', origin)
    c.header('Access-Control-Allow-Methods', methods)
    c.header('Access-Control-Allow-Headers', headers)
    c.header('Access-Control-Max-Age', '7200')
    return c.body(null, 204)
  }
}

/**
 * Lets a page read why it was refused before its assistant was known: a token that is none, a limit, a busy server.
 * Without it the browser would tell the page nothing but that the network failed. A problem is a code and no more.
 */
export function readableProblems(policies: Policies): MiddlewareHandler<Door> {
  return async (c, next) => {
    await next()
    const origin = c.req.header('origin') ?? ''
    if (c.res.status < 400 || c.res.headers.has('access-control-allow-origin')) return
    if (!isOrigin(origin) || !(await policies.knowsOrigin(origin).catch(() => false))) return
    c.header('Access-Control-Allow-Origin', origin)
    c.header('Access-Control-Expose-Headers', exposed)
  }
}

const isOrigin = (origin: string): boolean => origin.length <= 260 && /^https?:\/\//.test(origin)
