import type { Handler } from 'hono'
import type { Policies } from '../assistants/policies.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'

const headers = 'authorization, content-type, last-event-id'
const methods = 'GET, POST, DELETE'

/**
 * Answers a browser that asks before it sends (CORS). It names no assistant yet, so an origin passes that any of
 * them welcomes; the request itself is then held against its own assistant's list.
 */
export function preflight(policies: Policies): Handler<Door> {
  return async c => {
    const origin = c.req.header('origin') ?? ''
    if (origin.length > 260 || !/^https?:\/\//.test(origin) || !(await policies.knowsOrigin(origin)))
      throw new Refusal('origin_not_allowed')
    c.header('Access-Control-Allow-Origin', origin)
    c.header('Access-Control-Allow-Methods', methods)
    c.header('Access-Control-Allow-Headers', headers)
    c.header('Access-Control-Max-Age', '7200')
    return c.body(null, 204)
  }
}
