/**
 * Every reason for which something may leave, by who gets it: processors of the platform's register, and endpoints that
 * owners chose. None of them is training: nothing is sent anywhere for it.
 */
export const reasons = {
  deepseek: ['answer'],
  ollama: ['answer', 'list models', 'second look'],
  stripe: ['billing'],
  smtp: ['mail'],
  endpoint: ['webhook', 'picture'],
} as const

type Reason<R extends keyof typeof reasons> = (typeof reasons)[R][number]

/** A recipient that stands in the platform's register, the same for every workspace. */
export type Processor = Exclude<keyof typeof reasons, 'endpoint'>

/** To a processor; `workspace`: on whose behalf, where it is somebody's. */
type Processing = {
  [P in Processor]: { kind: 'processor'; name: P; why: Reason<P>; workspace?: string | undefined }
}[Processor]

/** Whom a request goes to and why: without it nothing leaves. */
export type Purpose = Processing | { kind: 'endpoint'; workspace: string; why: Reason<'endpoint'> }

/** One line of the ledger: what left, where to, how much; never what it said. */
export interface EgressEntry {
  purpose: Purpose
  /** `name:port` as it was asked for; no path, which could carry data. Empty when the address made no sense. */
  host: string
  /**
   * Bytes of the two bodies, without headers. Of what should go out nothing counts before a connection stands, and all
   * from then on: how far it came before a connection broke, nobody can tell.
   */
  bytesOut: number
  bytesIn: number
  /** The answer's HTTP status; null when none came. */
  status: number | null
  /** Why the gate ended it; null when it ran to its end or its caller let go. */
  refused: EgressCode | null
}

/** What is known of a line when its request or connection begins to leave. */
export type Leaving = Pick<EgressEntry, 'purpose' | 'host' | 'bytesOut'>

export type EgressCode =
  | 'egress_url' // not http(s), credentials in it, a port or scheme that this purpose may not use
  | 'egress_address' // the address, written or resolved, is not one that this purpose may reach
  | 'egress_unresolved' // the name has no address
  | 'egress_unreachable' // no connection, or it broke before an answer
  | 'egress_tls' // a certificate that does not hold, or no TLS at all on the other side
  | 'egress_redirect' // the answer points elsewhere and this request may not follow, or not so often
  | 'egress_silent' // no first byte in time
  | 'egress_idle' // a silence too long within the answer
  | 'egress_overtime' // the whole took too long
  | 'egress_oversize' // more bytes than this request may take
  | 'egress_cut' // the connection broke within the answer

/** What the gate says instead of passing on what went wrong; nothing of the other side is in it. */
export class EgressRefused extends Error {
  readonly code: EgressCode

  constructor(code: EgressCode) {
    super(code)
    this.name = 'EgressRefused'
    this.code = code
  }
}
