import { PersonBody } from '@atavus/contract/server'
import type { Context } from 'hono'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'

const header = 'Atavus-Person'

/**
 * The caller's name for a person where there is no body for it: in a header, as logs on the way keep addresses. It is
 * written as in an address (RFC 3986), so that any letter passes. Refuses with `invalid_request`.
 */
export function personNamed(c: Context<Door>): string {
  const named = PersonBody.safeParse({ person: decoded(c.req.header(header)) })
  if (named.success) return named.data.person
  throw new Refusal('invalid_request', {
    errors: [{ path: header, problem: 'not 1 to 200 characters, percent-encoded' }],
  })
}

function decoded(written = ''): string | undefined {
  if (!/^[\x20-\x7e]*$/.test(written)) return undefined
  try {
    return decodeURIComponent(written)
  } catch {
    return undefined
  }
}
