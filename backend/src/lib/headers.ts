import type { MiddlewareHandler } from 'hono'
import type { Settings } from '../settings.ts'
import { cameByTls } from './client.ts'
import type { Door } from './door.ts'
import { Refusal } from './refusal.ts'

/** On every answer; pages add their content security policy. Set by hand: it runs before each token's first. */
export function safeHeaders(settings: Settings): MiddlewareHandler<Door> {
  return async (c, next) => {
    if (settings.production && !cameByTls(settings, c) && !isProbe(c.req.path))
      throw new Refusal('plain_http')
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'no-referrer')
    if (settings.production) c.header('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
    await next()
  }
}

/** Load balancers ask these over plain HTTP, from inside. */
const isProbe = (path: string): boolean => path === '/healthz' || path === '/readyz'

/** For what no other site may load or frame: the dashboard's pages and the JSON behind them. */
export const ownPagesPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** On every page of ours: its policy, and that no other site shares or frames it. */
export function pageHeaders(header: (name: string, value: string) => void): void {
  header('Content-Security-Policy', ownPagesPolicy)
  header('Cross-Origin-Opener-Policy', 'same-origin')
  header('Cross-Origin-Resource-Policy', 'same-origin')
  header('Cache-Control', 'no-cache')
}
