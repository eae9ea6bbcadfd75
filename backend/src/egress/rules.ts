import { isIP } from 'node:net'
import { isNearby, isPublic, isShared } from './addresses.ts'
import { EgressRefused, type Purpose } from './purpose.ts'

/** Where one request may go: decided once from its purpose and its written target. */
export interface Target {
  url: URL
  /** Name or address without brackets, as the connection takes it. */
  hostname: string
  port: number
  /** `name:port`, for the ledger. */
  host: string
  /** Whether an address may be connected to; asked for every one that the name resolves to. */
  admits(address: string): boolean
}

/**
 * Reads `host:port` entries into a set to be asked with `Target.host`.
 * @throws EgressRefused `egress_url` for an entry that is not exactly a host and a port.
 */
export function allowList(entries: string[]): Set<string> {
  return new Set(
    entries.map(entry => {
      const url = URL.parse(`http://${entry}`)
      if (!url || !/:\d+$/.test(entry) || url.pathname !== '/' || url.search || url.hash || url.username) {
        throw new EgressRefused('egress_url')
      }
      return hostOf(url)
    }),
  )
}

/**
 * Checks the written target of a request: scheme, port, and the address if it is one.
 * The URL parser has already turned decimal, octal, hex and short forms into plain addresses.
 * @throws EgressRefused `egress_url` or `egress_address`.
 */
export function targetOf(purpose: Purpose, written: string | URL, allowed: Set<string>): Target {
  const url = URL.parse(String(written))
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new EgressRefused('egress_url')
  const host = hostOf(url)
  const listed = allowed.has(host)
  if (!listed && !mayUse(purpose, url)) throw new EgressRefused('egress_url')
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const target = { url, host, hostname, port: portOf(url), admits: rule(purpose, listed) }
  if (isIP(hostname) && !target.admits(hostname)) throw new EgressRefused('egress_address')
  return target
}

/** `name:port` of a URL whose text may be nonsense: then ''. */
export function hostOf(written: string | URL): string {
  const url = URL.parse(String(written))
  return url?.hostname ? `${url.hostname}:${portOf(url)}` : ''
}

function portOf(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80))
}

/** People's words go to processors outside over TLS only; owner's endpoints are reached where the web lives. */
function mayUse(purpose: Purpose, url: URL): boolean {
  if (purpose.kind === 'endpoint') return url.port === ''
  return purpose.name === 'ollama' || url.protocol === 'https:'
}

/** The allow list never opens Ollama to the Internet: that its words stay is a property of the model. */
function rule(purpose: Purpose, listed: boolean): (address: string) => boolean {
  if (purpose.kind === 'processor' && purpose.name === 'ollama') {
    return listed ? address => isNearby(address) || isShared(address) : isNearby
  }
  return listed ? () => true : isPublic
}
