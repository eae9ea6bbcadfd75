import { Stripe } from 'stripe'
import { EgressRefused } from '../../egress/purpose.ts'
import { PaymentsFault } from '../payments.ts'

/**
 * Our own words for what went wrong at Stripe (https://docs.stripe.com/error-low-level); its message, which can hold
 * what people typed there, goes no further. What is no fault of Stripe's comes back as it is.
 */
export function faultOf(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error
  const { statusCode: status, code = error.rawType ?? null } = error
  if (status === undefined) return new PaymentsFault('unavailable', gateCode(error))
  if (isRefusedKey(status)) return new PaymentsFault('unavailable', code ?? 'key')
  if (status >= 500 || passing.has(status) || busy.has(String(code)))
    return new PaymentsFault('unavailable', code)
  return new PaymentsFault(code === 'resource_missing' ? 'missing' : 'refused', code)
}

/** Whether Stripe does not take our key, or not for this: nothing that waiting mends. */
export const keyRefused = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && isRefusedKey(error.statusCode)

const isRefusedKey = (status: number | undefined) => status === 401 || status === 403

// 409: the same key is being answered at this moment.
const passing = new Set([409, 429])
const busy = new Set(['rate_limit', 'lock_timeout'])

/** The package wraps what the gate said, or what it could not read. */
function gateCode({ detail }: { detail?: unknown }): string | null {
  return detail instanceof EgressRefused ? detail.code : null
}
