import { useState } from 'preact/hooks'
import { Gate } from '../frame/gate.tsx'
import { call } from '../lib/call.ts'
import type { Body } from '../lib/doors.ts'
import { wantedPath } from '../lib/paths.ts'
import { Refused } from '../lib/problem.ts'
import { go } from '../lib/router.ts'
import { useSubmit } from '../lib/submit.ts'
import { TextField } from '../pieces/field.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { CodeField, isOfCode } from './code-field.tsx'

interface Props {
  /** The page that somebody wanted before they had to sign in. */
  to: string | null
  /** What has just been done that makes them sign in. */
  done: string | null
}

/** Name and password, and the second factor's code once the account turns out to have one. */
export function SignIn({ to, done }: Props) {
  const [coded, setCoded] = useState(false)
  const { submit, busy, error } = useSubmit(async form => {
    try {
      await call('signIn', { body: credentials(form) })
    } catch (refusal) {
      if (refusal instanceof Refused && refusal.code === 'second_factor_required') setCoded(true)
      throw refusal
    }
    go(wantedPath(to), { replace: true })
  })
  const told = words.signIn.done[done as keyof typeof words.signIn.done]
  return (
    <Gate>
      <Heading title={words.signIn.title} />
      {told ? (
        <p class="note" role="status">
          {told}
        </p>
      ) : (
        <p class="lead">{words.signIn.lead}</p>
      )}
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
        {coded && <CodeField error={error} />}
        <Alert error={isOfCode(error) ? null : error} />
        <button type="submit" class="button primary wide" disabled={busy}>
          {busy ? words.signIn.busy : words.signIn.submit}
        </button>
        <p class="small">
          <a href="/forgot">{words.signIn.forgot}</a>
        </p>
      </form>
      <p class="aside">
        {words.signIn.newHere} <a href="/sign-up">{words.signIn.signUp}</a>
      </p>
    </Gate>
  )
}

function credentials(form: FormData): Body<'signIn'> {
  const code = String(form.get('code') ?? '').trim()
  return { name: String(form.get('name')), password: String(form.get('password')), ...(code && { code }) }
}
