import { lookup as systemLookup } from 'node:dns/promises'
import { Agent as PlainAgent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import type { LookupFunction, Socket } from 'node:net'
import { type ConnectionLimits, openConnection } from './connection.ts'
import { type EgressLimits, type EgressResponse, exchange } from './exchange.ts'
import { type EgressEntry, EgressRefused, type Leaving, type Purpose } from './purpose.ts'
import { allowList, hostOf, placeOf, type Target, targetOf } from './rules.ts'

export type Resolve = (hostname: string) => Promise<{ address: string; family: number }[]>

export interface EgressRequest {
  url: string | URL
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  body?: string | Uint8Array
  signal?: AbortSignal
  limits?: Partial<EgressLimits>
  /** How many redirects a GET or HEAD to an owner's endpoint may follow, each checked anew. None by default. */
  redirects?: number
}

export interface EgressConnection {
  /** A name or an address, an IPv6 one without brackets. */
  host: string
  port: number
  signal?: AbortSignal
  limits?: Partial<ConnectionLimits>
}

export interface Gate {
  /**
   * Sends one request. A redirect that may not be followed, a forbidden address, silence: all throw `EgressRefused`;
   * an abort throws the signal's reason. Any other status comes back as it is.
   */
  request(purpose: Purpose, asked: EgressRequest): Promise<EgressResponse>
  /**
   * Opens one connection for a protocol of its own (SMTP), checked like a request's; throws as `request` does. The
   * caller ends it. It stands in the ledger from then on, with its bytes once it is closed.
   */
  connect(purpose: Purpose, asked: EgressConnection): Promise<Socket>
  /** Closes connections that are kept open for the next request. */
  close(): void
}

interface GateOptions {
  /** `host:port` entries of ATAVUS_EGRESS_ALLOW. */
  allow: string[]
  /** What is reserved for the operator's own servers (`reservedHosts`); nothing when it is not given. */
  reserved?: ReadonlySet<string>
  resolve?: Resolve
  /** The ledger: called once for each request and connection that is over, redirects and refusals included. */
  record(entry: EgressEntry): void
  /**
   * The ledger, where it wants to know sooner: called as a request or connection begins to leave; what it gives is
   * called instead of `record` when that is over.
   */
  begin?(leaving: Leaving): (entry: EgressEntry) => void
}

const usual: EgressLimits = { firstByteMs: 20_000, idleMs: 30_000, totalMs: 180_000, maxBytes: 8_000_000 }
const usualConnection: ConnectionLimits = { connectMs: 20_000, totalMs: 50_000 }
const agentOptions = {
  keepAlive: true,
  maxSockets: Number.POSITIVE_INFINITY,
  maxFreeSockets: 64,
  timeout: 15_000,
}
const oneShot = { keepAlive: false, maxSockets: Number.POSITIVE_INFINITY }

/** The one way out of the building. Environment proxies are not used: they would see the words. */
export function createGate({ allow, reserved, resolve = everyAddress, record, begin }: GateOptions): Gate {
  const allowed = allowList(allow)
  const agents = new Map<string, PlainAgent>()

  // A kept connection was checked under its purpose's rule, so no other purpose may take it over;
  // connections to owners' endpoints are not kept at all.
  function agentFor(purpose: Purpose, secure: boolean): PlainAgent {
    const key = `${purpose.kind === 'processor' ? purpose.name : ''} ${secure}`
    const known = agents.get(key)
    if (known) return known
    const options = purpose.kind === 'processor' ? agentOptions : oneShot
    const agent = secure ? new SecureAgent(options) : new PlainAgent(options)
    agents.set(key, agent)
    return agent
  }

  function send(purpose: Purpose, asked: EgressRequest, target: Target): Promise<EgressResponse> {
    const { host, url } = target
    const secure = url.protocol === 'https:'
    const line = lineFor(purpose, host)
    return exchange({
      secure,
      body: asked.body,
      limits: { ...usual, ...asked.limits },
      signal: asked.signal,
      options: {
        agent: agentFor(purpose, secure),
        host: target.hostname,
        port: target.port,
        path: url.pathname + url.search,
        method: asked.method ?? 'GET',
        headers: { 'user-agent': 'Atavus', 'accept-encoding': 'identity', ...asked.headers },
        lookup: checkedLookup(resolve, target.admits),
      },
      leaves: () => line.begin(asked.body === undefined ? 0 : Buffer.byteLength(asked.body)),
      settled: ({ error, ...result }) => line.end({ ...result, refused: codeOf(error) }),
    })
  }

  /** A line of the ledger, which begins only if something leaves; `bytesOut` is what left by then. */
  function lineFor(purpose: Purpose, host: string) {
    let leaving: Leaving = { purpose, host, bytesOut: 0 }
    let told = record
    return {
      begin(bytesOut: number) {
        leaving = { ...leaving, bytesOut }
        told = begin?.(leaving) ?? record
      },
      end: (result: Omit<EgressEntry, keyof Leaving> & Partial<Leaving>) => told({ ...leaving, ...result }),
    }
  }

  function check<T>(purpose: Purpose, host: string, target: () => T): T {
    try {
      return target()
    } catch (error) {
      record({ purpose, host, bytesOut: 0, bytesIn: 0, status: null, refused: codeOf(error) })
      throw error
    }
  }

  return {
    async request(purpose, asked) {
      let hops = mayFollow(purpose, asked) ? (asked.redirects ?? 0) : 0
      for (let next = asked; ; hops--) {
        const target = check(purpose, hostOf(next.url), () => targetOf(purpose, next.url, allowed, reserved))
        const response = await send(purpose, next, target)
        if (response.status < 300 || response.status > 399 || response.status === 304) return response
        response.drop()
        const location = response.headers.location
        const url = hops > 0 && location ? URL.parse(location, target.url.href) : null
        if (!url) throw new EgressRefused('egress_redirect')
        // What was meant for one origin (a token, a cookie) does not travel to another.
        next = url.origin === target.url.origin ? { ...next, url } : { ...next, url, headers: {} }
      }
    },
    async connect(purpose, asked) {
      const { host, hostname, port, admits } = check(purpose, '', () => placeOf(purpose, asked, allowed))
      const line = lineFor(purpose, host)
      return openConnection({
        host: hostname,
        port,
        lookup: checkedLookup(resolve, admits),
        limits: { ...usualConnection, ...asked.limits },
        signal: asked.signal,
        leaves: () => line.begin(0),
        settled: ({ error, ...bytes }) => line.end({ ...bytes, status: null, refused: codeOf(error) }),
      })
    },
    close() {
      for (const agent of agents.values()) agent.destroy()
    },
  }
}

/** The connection's own look-up: it learns only addresses that were checked, so it can reach no other. */
function checkedLookup(resolve: Resolve, admits: Target['admits']): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname).then(
      found => {
        if (found.length === 0) return done(new EgressRefused('egress_unresolved'), [])
        // One bad address among good ones is an attack or a mistake; neither deserves a connection.
        if (!found.every(({ address }) => admits(address)))
          return done(new EgressRefused('egress_address'), [])
        if (options.all) return done(null, found)
        done(null, found[0]!.address, found[0]!.family)
      },
      () => done(new EgressRefused('egress_unresolved'), []),
    )
  }
}

function mayFollow(purpose: Purpose, { method = 'GET' }: EgressRequest): boolean {
  return purpose.kind === 'endpoint' && (method === 'GET' || method === 'HEAD')
}

function codeOf(error: unknown) {
  return error instanceof EgressRefused ? error.code : null
}

function everyAddress(hostname: string) {
  return systemLookup(hostname, { all: true })
}
