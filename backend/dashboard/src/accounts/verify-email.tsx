import { useEffect, useState } from 'preact/hooks'
import { Gate } from '../frame/gate.tsx'
import { call } from '../lib/call.ts'
import { useToken } from '../lib/token.ts'
import { Heading } from '../pieces/heading.tsx'
import { Alert, Waiting } from '../pieces/states.tsx'
import { words } from '../words/words.ts'

type Verifying = { phase: 'busy' } | { phase: 'done' } | { phase: 'failed'; error: unknown }

/** Puts another e-mail address into force with the token of the mail that went to it. */
export function VerifyEmail() {
  const told = words.verifyEmail
  const token = useToken()
  const [state, setState] = useState<Verifying>({ phase: 'busy' })
  const [round, setRound] = useState(0)

  useEffect(() => {
    if (!token) return
    setState({ phase: 'busy' })
    call('verifyEmail', { body: { token } }).then(
      () => setState({ phase: 'done' }),
      error => setState({ phase: 'failed', error }),
    )
  }, [token, round])

  return (
    <Gate>
      <Heading title={told.title} />
      {!token && <p class="lead">{words.link.incomplete}</p>}
      {token && state.phase === 'busy' && <Waiting rows={1} />}
      <div role="status">{state.phase === 'done' && <p class="note">{told.done}</p>}</div>
      {state.phase === 'failed' && (
        <>
          <Alert error={state.error} />
          <div class="actions">
            <button type="button" class="button" onClick={() => setRound(round + 1)}>
              {words.tryAgain}
            </button>
          </div>
        </>
      )}
      <p class="aside">
        <a href="/account/email">{told.toAccount}</a>
      </p>
    </Gate>
  )
}
