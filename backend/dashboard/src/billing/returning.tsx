import type { Billing } from '@atavus/contract/billing'
import { useEffect, useRef, useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { go } from '../lib/router.ts'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { askUntilHeard, pauseUntil } from './asking.ts'
import type { Errand } from './returned.ts'

type Phase =
  | { phase: 'asking' | 'waiting' | 'unconfirmed' }
  | { phase: 'heard'; said: string }
  | { phase: 'failed'; error: unknown }

interface Props {
  errand: Errand
  onAnswer: (billing: Billing) => void
}

/** For whoever comes back from Stripe: how it stands now, as soon as Stripe has told. */
export function Returning({ errand, onAnswer }: Props) {
  const [phase, setPhase] = useState<Phase>({ phase: 'asking' })
  const [attempt, setAttempt] = useState(0)
  const status = useRef<HTMLParagraphElement>(null)
  useEffect(() => go('/billing', { replace: true, force: true }), [])
  useEffect(() => {
    const giveUp = new AbortController()
    const { signal } = giveUp
    const put = (next: Phase) => signal.aborted || setPhase(next)
    put({ phase: 'asking' })
    askUntilHeard({
      errand,
      onAnswer,
      refresh: () => call('refreshBilling', { signal }),
      pause: pauseUntil(signal),
      onWaiting: () => put({ phase: 'waiting' }),
    }).then(
      said => put(said === null ? { phase: 'unconfirmed' } : { phase: 'heard', said }),
      error => put({ phase: 'failed', error }),
    )
    return () => giveUp.abort()
  }, [errand, attempt])
  function again() {
    setAttempt(attempt + 1)
    // The button goes now, and whoever pressed it must not be lost with it.
    status.current?.focus()
  }
  const mayAsk = phase.phase === 'unconfirmed' || phase.phase === 'failed'
  return (
    <div class={phase.phase === 'failed' ? 'returning' : 'note returning'}>
      <p ref={status} role="status" tabIndex={-1}>
        {saidIn(phase)}
      </p>
      <Alert error={phase.phase === 'failed' ? phase.error : null} />
      {mayAsk && (
        <button type="button" class="button small" onClick={again}>
          {words.billing.returned.again}
        </button>
      )}
    </div>
  )
}

function saidIn(phase: Phase) {
  if (phase.phase === 'heard') return phase.said
  return phase.phase === 'failed' ? '' : words.billing.returned[phase.phase]
}
