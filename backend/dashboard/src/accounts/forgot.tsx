import { Gate } from '../frame/gate.tsx'
import { call } from '../lib/call.ts'
import { useSubmit } from '../lib/submit.ts'
import { TextField } from '../pieces/field.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { OutboxHint } from './mailed.tsx'

/** Has a link sent that sets a new password. The answer is the same for everybody, and says so. */
export function Forgot() {
  const told = words.forgot
  const { sending, submit, busy, error } = useSubmit(form =>
    call('askReset', { body: { email: String(form.get('email')).trim() } }),
  )
  return (
    <Gate>
      <Heading title={told.title} />
      <p class="lead">{told.lead}</p>
      <form class="stack" onSubmit={submit}>
        <TextField
          name="email"
          type="email"
          label={words.signUp.email}
          autocomplete="email"
          maxLength={254}
          error={error}
          required
        />
        <Alert error={error} />
        <div role="status">{sending.phase === 'done' && <p class="note">{told.asked}</p>}</div>
        {sending.phase === 'done' && <OutboxHint />}
        <button type="submit" class="button primary wide" disabled={busy}>
          {busy ? told.busy : told.submit}
        </button>
      </form>
      <p class="aside">
        <a href="/sign-in">{told.toSignIn}</a>
      </p>
    </Gate>
  )
}
