import { isIP } from 'node:net'
import { isNearby, isPublic, isShared } from './addresses.ts'
import { EgressRefused, type Purpose } from './purpose.ts'

/** Where one connection may go: decided once from its purpose and its written target. */
export interface Place {
  /** Name or address without brackets, as the connection takes it. */
  hostname: string
  port: number
  /** `name:port`, for the ledger. */
  host: string
  /** Whether an address may be connected to; asked for every one that the name resolves to. */
  admits(address: string): boolean
}

/** Where one request may go. */
export interface Target extends Place {
  url: URL
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

const nothing: ReadonlySet<string> = new Set()

/**
 * Checks the written target of a request: scheme, port, and the address if it is one. What is reserved, in the form of
 * `Target.host`, is the operator's own: no owner's endpoint may be there, allowed or not.
 * The URL parser has already turned decimal, octal, hex and short forms into plain addresses.
 * @throws EgressRefused `egress_url` or `egress_address`.
 */
export function targetOf(
  purpose: Purpose,
  written: string | URL,
  allowed: Set<string>,
  reserved = nothing,
): Target {
  const url = URL.parse(String(written))
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new EgressRefused('egress_url')
  if (purpose.kind === 'endpoint' && reserved.has(hostOf(url))) throw new EgressRefused('egress_address')
  if (!allowed.has(hostOf(url)) && !mayUse(purpose, url)) throw new EgressRefused('egress_url')
  return { url, ...placed(purpose, url, allowed) }
}

/**
 * Checks the written target of a bare connection, which only mail needs.
 * @throws EgressRefused `egress_url` or `egress_address`.
 */
export function placeOf(
  purpose: Purpose,
  { host, port }: { host: string; port: number },
  allowed: Set<string>,
): Place {
  const url = URL.parse(`http://${host.includes(':') ? `[${host}]` : host}:${port}`)
  const bare = url && !/[/?#@\\\s]/.test(host) && port > 0
  if (!bare || purpose.kind !== 'processor' || purpose.name !== 'smtp') throw new EgressRefused('egress_url')
  return placed(purpose, url, allowed)
}

function placed(purpose: Purpose, url: URL, allowed: Set<string>): Place {
  const host = hostOf(url)
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const place = { host, hostname, port: portOf(url), admits: rule(purpose, allowed.has(host)) }
  if (isIP(hostname) && !place.admits(hostname)) throw new EgressRefused('egress_address')
  return place
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
