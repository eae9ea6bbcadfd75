import type { EndCode } from '@atavus/contract/events'
import type { RefusalCode } from '@atavus/contract/refusals'

/** Every way in which something can go wrong for a visitor; `unreachable`: the server did not answer in time. */
export type Code = RefusalCode | EndCode | 'unreachable'

/** The server said no (`status` and its code), or was not to be reached (`unreachable`, status 0). */
export class Problem extends Error {
  readonly code: Code
  readonly status: number
  /** Seconds until it makes sense to try again, if the server said so. */
  readonly retryAfter: number | null
  constructor(code: Code, status = 0, retryAfter: number | null = null) {
    super(code)
    this.code = code
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** Reads an answer that is not a success. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  const { code, retryAfter } = Object(body) as { code?: unknown; retryAfter?: unknown }
  const seconds = Number(retryAfter ?? response.headers.get('retry-after') ?? Number.NaN)
  return new Problem(
    typeof code === 'string' ? (code as Code) : 'broken',
    response.status,
    Number.isFinite(seconds) ? seconds : null,
  )
}

/** The code of anything that was thrown; a failed `fetch` means that the server was not reached. */
export function codeOf(error: unknown): Code {
  return error instanceof Problem ? error.code : 'unreachable'
}
