import type { Context } from 'hono'
import { type Door, textUpTo } from './door.ts'
import { Refusal } from './refusal.ts'

/** Our longest field has 4,000 characters, each of up to nine bytes as a form writes them (UTF-8, percent-encoded). */
const mostBytes = 64 * 1024

/**
 * The fields of a form that a page of ours sent without a script; from another site it is refused. Our pages say
 * `no-referrer`, with which browsers write `Origin: null` for forms even to where they came from (Fetch, "append a
 * request Origin header"), so that Sec-Fetch-Site decides where there is one. Nothing here rests on a cookie: who says
 * neither could do no more than with a request of their own.
 */
export async function ownForm(c: Context<Door>, url: string): Promise<URLSearchParams> {
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  if (origin !== undefined && origin !== 'null' && origin !== url) throw new Refusal('origin_not_allowed')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal('origin_not_allowed')
  if (!/^application\/x-www-form-urlencoded(;|$)/i.test(c.req.header('content-type') ?? ''))
    throw new Refusal('unsupported_media_type')
  return new URLSearchParams((await textUpTo(c, mostBytes)).replaceAll('%00', ''))
}
