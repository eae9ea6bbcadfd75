import { isForExtensions, type Operation } from '@atavus/contract/operation'
import { operations } from '@atavus/contract/operations'
import type { Context, Handler, Hono, MiddlewareHandler } from 'hono'
import { exposed } from '../consent/visitor.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'

// Chrome and Edge name an extension by its id, Firefox by an id that each installation makes anew.
const extension =
  /^(?:chrome-extension:\/\/[a-p]{32}|moz-extension:\/\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/**
 * The gate of doors for extensions: lets their answers be read at the origin of one (CORS), and nobody's page in. Which
 * extension it is, nothing hangs on: it is neither compared nor kept. What comes from no page at all names no origin.
 */
export const fromExtension: MiddlewareHandler<Door> = async (c, next) => {
  const origin = c.req.header('origin')
  if (origin !== undefined) letRead(c, origin)
  await next()
}

/** Answers browsers that ask before an extension sends something (CORS). */
export function openPreflights(app: Hono<Door>): void {
  const doors = Object.values<Operation>(operations).filter(isForExtensions)
  for (const path of new Set(doors.map(({ path }) => path)))
    app.options(
      path.replace(/\{(\w+)\}/g, ':$1'),
      preflight(doors.filter(door => door.path === path).map(({ method }) => method.toUpperCase())),
    )
}

function preflight(methods: string[]): Handler<Door> {
  return c => {
    letRead(c, c.req.header('origin') ?? '')
    c.header('Access-Control-Allow-Methods', methods.join(', '))
    c.header('Access-Control-Allow-Headers', 'authorization, content-type, last-event-id')
    c.header('Access-Control-Max-Age', '7200')
    return c.body(null, 204)
  }
}

function letRead(c: Context<Door>, origin: string): void {
  if (!extension.test(origin)) throw new Refusal('origin_not_allowed')
  c.header('Access-Control-Allow-Origin', origin)
  c.header('Access-Control-Expose-Headers', exposed)
}
