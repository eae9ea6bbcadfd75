import type { Context } from 'hono'
import addresses from 'ipaddr.js'
import type { Settings } from '../settings.ts'
import type { Door } from './door.ts'

/**
 * The address that a request came from. `X-Forwarded-For` is believed only as far as trusted proxies wrote it:
 * from the right, the first address that is none of them. Asked in-process, without a socket: loopback.
 */
export function clientAddress({ trustedProxies }: Settings, c: Context<Door>): string {
  const peer = c.env?.incoming?.socket.remoteAddress ?? '127.0.0.1'
  if (!isTrusted(trustedProxies, peer)) return peer
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map(hop => hop.trim())
  for (const hop of hops.reverse()) {
    if (!addresses.isValid(hop)) return peer
    if (!isTrusted(trustedProxies, hop)) return hop
  }
  return peer
}

/** Whether the request reached us, or the trusted proxy before us, over TLS. */
export function cameByTls({ trustedProxies }: Settings, c: Context<Door>): boolean {
  const peer = c.env?.incoming?.socket.remoteAddress ?? ''
  return isTrusted(trustedProxies, peer) && c.req.header('x-forwarded-proto')?.trim() === 'https'
}

function isTrusted(ranges: string[], address: string): boolean {
  if (!addresses.isValid(address)) return false
  const ip = addresses.process(address)
  return ranges.some(range => {
    const [base, bits] = range.includes('/')
      ? addresses.parseCIDR(range)
      : [addresses.process(range), undefined]
    if (base.kind() !== ip.kind()) return false
    return ip.match(base, bits ?? (ip.kind() === 'ipv4' ? 32 : 128))
  })
}
