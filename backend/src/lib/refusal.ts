import type { RefusalCode } from '@atavus/contract/refusals'

/** The backend's "no". The code says why; nothing that a person sent is in it. */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** Seconds after which the same request may pass. */
  readonly retryAfter: number | undefined
  readonly errors: { path: string; problem: string }[] | undefined

  constructor(
    code: RefusalCode,
    more: { retryAfter?: number; errors?: { path: string; problem: string }[] } = {},
  ) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.retryAfter = more.retryAfter
    this.errors = more.errors
  }
}
