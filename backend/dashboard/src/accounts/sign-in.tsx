import { Gate } from '../frame/gate.tsx'
import { call } from '../lib/call.ts'
import { wantedPath } from '../lib/paths.ts'
import { go } from '../lib/router.ts'
import { useSubmit } from '../lib/submit.ts'
import { TextField } from '../pieces/field.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'

/** `to` is the page that somebody wanted before they had to sign in. */
export function SignIn({ to }: { to: string | null }) {
  const { submit, busy, error } = useSubmit(async form => {
    await call('signIn', { body: { name: String(form.get('name')), password: String(form.get('password')) } })
    go(wantedPath(to), { replace: true })
  })
  return (
    <Gate>
      <Heading title={words.signIn.title} />
      <p class="lead">{words.signIn.lead}</p>
      <form class="stack" onSubmit={submit}>
        <TextField name="name" label={words.signIn.name} autocomplete="username" maxLength={254} required />
        <TextField
          name="password"
          type="password"
          label={words.signIn.password}
          autocomplete="current-password"
          maxLength={1000}
          required
        />
        <Alert error={error} />
        <button type="submit" class="button primary wide" disabled={busy}>
          {busy ? words.signIn.busy : words.signIn.submit}
        </button>
      </form>
      <p class="aside">
        {words.signIn.newHere} <a href="/sign-up">{words.signIn.signUp}</a>
      </p>
    </Gate>
  )
}
