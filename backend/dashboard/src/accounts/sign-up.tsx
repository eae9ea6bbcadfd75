import type { SignUp as NewAccount } from '@atavus/contract/console'
import { Gate } from '../frame/gate.tsx'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { explain, Refused } from '../lib/problem.ts'
import { go } from '../lib/router.ts'
import { useSubmit } from '../lib/submit.ts'
import { CheckField, TextField } from '../pieces/field.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Alert, Await } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { Policy } from './policy.tsx'

/** Refusals that speak of one field stand under it. */
const fieldOf: Partial<Record<string, string>> = {
  email_taken: 'email',
  username_taken: 'username',
  password_weak: 'password',
}

export function SignUp() {
  const { state, again } = useLoad(signal => call('signUpTerms', { signal }), [])
  const { submit, busy, error } = useSubmit(async form => {
    try {
      await call('signUp', { body: newAccount(form) })
    } catch (refusal) {
      if (refusal instanceof Refused && refusal.code === 'consent_outdated') again()
      throw refusal
    }
    go('/assistants', { replace: true })
  })
  const about = (name: string) =>
    error instanceof Refused && fieldOf[error.code] === name ? explain(error) : undefined
  const named = error instanceof Refused && fieldOf[error.code]
  return (
    <Gate>
      <Heading title={words.signUp.title} />
      <p class="lead">{words.signUp.lead}</p>
      <form class="stack" onSubmit={submit}>
        <TextField
          name="email"
          type="email"
          label={words.signUp.email}
          autocomplete="email"
          maxLength={254}
          problem={about('email')}
          error={error}
          required
        />
        <TextField
          name="username"
          label={words.signUp.username}
          hint={words.signUp.usernameHint}
          autocomplete="username"
          pattern="[A-Za-z0-9][A-Za-z0-9_\-]{2,31}"
          title={words.signUp.usernameInvalid}
          spellcheck={false}
          problem={about('username')}
          error={error}
          required
        />
        <TextField
          name="password"
          type="password"
          label={words.signUp.password}
          hint={words.signUp.passwordHint}
          autocomplete="new-password"
          minLength={15}
          maxLength={1000}
          problem={about('password')}
          error={error}
          required
        />
        <TextField
          name="fullName"
          label={words.signUp.fullName}
          autocomplete="name"
          maxLength={100}
          error={error}
          optional
        />
        <CheckField name="adult" label={words.signUp.adult} required />
        <Await state={state} again={again} rows={1}>
          {terms => <Policy {...terms} />}
        </Await>
        <Alert error={named ? null : error} />
        <button type="submit" class="button primary wide" disabled={busy || state.phase !== 'ready'}>
          {busy ? words.signUp.busy : words.signUp.submit}
        </button>
      </form>
      <p class="aside">
        {words.signUp.haveOne} <a href="/sign-in">{words.signUp.signIn}</a>
      </p>
    </Gate>
  )
}

function newAccount(form: FormData): NewAccount {
  const fullName = String(form.get('fullName')).trim()
  return {
    email: String(form.get('email')).trim(),
    username: String(form.get('username')).trim(),
    password: String(form.get('password')),
    ...(fullName && { fullName }),
    adult: form.get('adult') !== null,
    policyVersion: String(form.get('policyVersion')),
  }
}
