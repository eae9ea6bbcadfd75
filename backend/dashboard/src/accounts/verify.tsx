import { useState } from 'preact/hooks'
import { Gate } from '../frame/gate.tsx'
import { call } from '../lib/call.ts'
import { keptInvitation } from '../lib/invitation.ts'
import { Refused } from '../lib/problem.ts'
import { go } from '../lib/router.ts'
import { useSubmit } from '../lib/submit.ts'
import { useToken } from '../lib/token.ts'
import { TextField } from '../pieces/field.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { isOfUsername, UsernameField } from './username-field.tsx'

/**
 * Opens an account with the token of its mail and the password that was chosen: whoever got the mail without having
 * asked for it does not know that one. Asks for another username where the wish is taken.
 */
export function Verify() {
  const token = useToken()
  const [spent, setSpent] = useState(false)
  return (
    <Gate>
      <Heading title={words.verify.title} />
      {!token && <p class="lead">{words.link.incomplete}</p>}
      {token && !spent && <Finish token={token} onSpent={() => setSpent(true)} />}
      <div role="alert">{spent && <p>{words.verify.spent}</p>}</div>
      {(!token || spent) && (
        <p class="aside">
          <a href="/sign-in">{words.signUp.signIn}</a> · <a href="/sign-up">{words.signIn.signUp}</a>
        </p>
      )}
    </Gate>
  )
}

function Finish({ token, onSpent }: { token: string; onSpent: () => void }) {
  const [taken, setTaken] = useState(false)
  const { submit, busy, error } = useSubmit(async form => {
    const username = String(form.get('username') ?? '').trim()
    try {
      const password = String(form.get('password'))
      await call('finishSignUp', { body: { token, password, ...(username && { username }) } })
      go(keptInvitation() ? '/invite' : '/', { replace: true })
    } catch (refusal) {
      if (refusal instanceof Refused && refusal.code === 'username_taken') setTaken(true)
      if (refusal instanceof Refused && refusal.code === 'link_spent') onSpent()
      throw refusal
    }
  })
  const wrong = error instanceof Refused && error.code === 'sign_in_failed'
  return (
    <form class="stack" onSubmit={submit}>
      <p class="lead">{taken ? words.verify.taken : words.verify.lead}</p>
      {taken && <UsernameField error={error} />}
      <TextField
        name="password"
        type="password"
        label={words.signIn.password}
        autocomplete="current-password"
        maxLength={1000}
        problem={wrong ? words.verify.wrong : undefined}
        required
      />
      <Alert error={wrong || isOfUsername(error) ? null : error} />
      <button type="submit" class="button primary wide" disabled={busy}>
        {busy ? words.signUp.busy : words.signUp.submit}
      </button>
    </form>
  )
}
