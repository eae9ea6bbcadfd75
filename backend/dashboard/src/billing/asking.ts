import type { Billing } from '@atavus/contract/billing'
import { Refused } from '../lib/problem.ts'
import { type Errand, heard } from './returned.ts'

interface Ask {
  errand: Errand
  /** Asks Stripe anew. */
  refresh: () => Promise<Billing>
  /** Waits so many seconds; rejects when nobody waits any more. */
  pause: (seconds: number) => Promise<void>
  /** Is told each answer, with whether it goes on. */
  onAnswer: (billing: Billing) => void
  /** Is told that it was not confirmed and will be asked again. */
  onWaiting: () => void
}

/** Gently: three quarters of a minute in all. */
const waits = [3, 6, 12, 24]

/**
 * Asks Stripe how it stands until it has told what somebody went there for.
 *
 * @returns what to say; null when it has still not told
 * @throws Refused for what asking again does not change
 */
export async function askUntilHeard({ errand, refresh, pause, onAnswer, onWaiting }: Ask) {
  for (const wait of [...waits, null]) {
    const billing = await refresh().catch(later)
    if (billing) onAnswer(billing)
    const said = billing && heard(errand, billing)
    if (said) return said
    if (wait === null) break
    onWaiting()
    await pause(wait)
  }
  return null
}

/** Who cannot be reached now may be in a moment. */
function later(refusal: unknown): null {
  const passing = ['billing_unavailable', 'busy', 'offline', 'too_many_requests']
  if (refusal instanceof Refused && passing.includes(refusal.code)) return null
  throw refusal
}

/** Waits so many seconds; rejects once the signal says that nobody waits any more. */
export function pauseUntil(signal: AbortSignal): (seconds: number) => Promise<void> {
  return seconds =>
    new Promise((resolve, reject) => {
      setTimeout(resolve, seconds * 1000)
      signal.addEventListener('abort', reject, { once: true })
    })
}
