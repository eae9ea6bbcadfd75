import { Gate } from '../frame/gate.tsx'
import { call } from '../lib/call.ts'
import { Refused } from '../lib/problem.ts'
import { go } from '../lib/router.ts'
import { useSubmit } from '../lib/submit.ts'
import { useToken } from '../lib/token.ts'
import { Heading } from '../pieces/heading.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { isOfPassword, NewPassword } from './new-password.tsx'

/** Sets a new password with the token of a mail, and leads on to sign-in. */
export function Reset() {
  const told = words.reset
  const token = useToken()
  const { submit, busy, error } = useSubmit(async form => {
    await call('resetPassword', { body: { token, password: String(form.get('password')) } })
    go('/sign-in?done=reset', { replace: true })
  })
  const spent = error instanceof Refused && error.code === 'link_spent'
  return (
    <Gate>
      <Heading title={told.title} />
      {token && !spent && (
        <form class="stack" onSubmit={submit}>
          <p class="lead">{told.lead}</p>
          <NewPassword error={error} />
          <Alert error={isOfPassword(error) ? null : error} />
          <button type="submit" class="button primary wide" disabled={busy}>
            {busy ? words.saving : told.submit}
          </button>
        </form>
      )}
      {!token && <p class="lead">{words.link.incomplete}</p>}
      {spent && <Alert error={error} />}
      <p class="aside">
        <a href="/forgot">{told.again}</a>
      </p>
    </Gate>
  )
}
