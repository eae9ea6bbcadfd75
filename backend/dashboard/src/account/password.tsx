import { isOfPassword, NewPassword } from '../accounts/new-password.tsx'
import { call } from '../lib/call.ts'
import { explain, Refused } from '../lib/problem.ts'
import { useSubmit } from '../lib/submit.ts'
import { TextField } from '../pieces/field.tsx'
import { SaveButton } from '../pieces/save-button.tsx'
import { Section } from '../pieces/section.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import type { AccountProps } from './props.ts'

export function Password({ account }: AccountProps) {
  const told = words.account.password
  const { sending, submit, busy, error } = useSubmit(async (form, element) => {
    const body = { current: String(form.get('current')), password: String(form.get('password')) }
    await call('changePassword', { body })
    element.reset()
  })
  const wrong = error instanceof Refused && error.code === 'confirmation_failed'
  return (
    <Section title={told.title} text={told.text}>
      <form class="stack" onSubmit={submit}>
        {/* Password managers find out from it whose password is meant. */}
        <input type="text" name="username" autocomplete="username" value={account.username} readOnly hidden />
        <TextField
          name="current"
          type="password"
          label={told.current}
          autocomplete="current-password"
          maxLength={1000}
          problem={wrong ? explain(error) : undefined}
          required
        />
        <NewPassword error={error} />
        <Alert error={wrong || isOfPassword(error) ? null : error} />
        <SaveButton busy={busy} done={sending.phase === 'done'} label={told.submit} said={told.done} />
      </form>
      <p class="hint">
        {told.forgot} <a href="/forgot">{words.signIn.forgot}</a>
      </p>
    </Section>
  )
}
