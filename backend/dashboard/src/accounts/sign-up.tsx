import type { SignUp as NewAccount } from '@atavus/contract/account'
import { useState } from 'preact/hooks'
import { Gate } from '../frame/gate.tsx'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Refused } from '../lib/problem.ts'
import { useSubmit } from '../lib/submit.ts'
import { CheckField, TextField } from '../pieces/field.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Alert, Await } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { OutboxHint } from './mailed.tsx'
import { isOfPassword, NewPassword } from './new-password.tsx'
import { Policy } from './policy.tsx'
import { UsernameField } from './username-field.tsx'

/** The form, and then word of the mail that opens the account. */
export function SignUp() {
  const [mailedTo, setMailedTo] = useState<string | null>(null)
  if (mailedTo !== null) return <Mailed to={mailedTo} onAgain={() => setMailedTo(null)} />
  return <SignUpForm onMailed={setMailedTo} />
}

function Mailed({ to, onAgain }: { to: string; onAgain: () => void }) {
  const [before, after] = words.signUp.mailed.text.split('{email}')
  return (
    <Gate>
      <Heading title={words.signUp.mailed.title} />
      <p>
        {before}
        <strong>{to}</strong>
        {after}
      </p>
      <OutboxHint />
      <p class="hint">{words.signUp.mailed.nothing}</p>
      <div class="actions">
        <button type="button" class="button" onClick={onAgain}>
          {words.signUp.mailed.again}
        </button>
      </div>
      <p class="aside">
        {words.signUp.haveOne} <a href="/sign-in">{words.signUp.signIn}</a>
      </p>
    </Gate>
  )
}

function SignUpForm({ onMailed }: { onMailed: (email: string) => void }) {
  const { state, again } = useLoad(signal => call('signUpTerms', { signal }), [])
  const { submit, busy, error } = useSubmit(async form => {
    const account = newAccount(form)
    try {
      await call('signUp', { body: account })
    } catch (refusal) {
      if (refusal instanceof Refused && refusal.code === 'consent_outdated') again()
      throw refusal
    }
    onMailed(account.email)
  })
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
          error={error}
          required
        />
        <UsernameField error={error} />
        <NewPassword label={words.signUp.password} error={error} />
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
        <Alert error={isOfPassword(error) ? null : error} />
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
