import { OutboxHint } from '../accounts/mailed.tsx'
import { call } from '../lib/call.ts'
import { useSubmit } from '../lib/submit.ts'
import { TextField } from '../pieces/field.tsx'
import { SaveButton } from '../pieces/save-button.tsx'
import { Section } from '../pieces/section.tsx'
import { Alert } from '../pieces/states.tsx'
import { fill, words } from '../words/words.ts'
import type { AccountProps } from './props.ts'

/** Another e-mail address: what happens is said beforehand. */
export function Email({ account }: AccountProps) {
  const told = words.account.email
  const { sending, submit, busy, error } = useSubmit(async (form, element) => {
    await call('changeEmail', { body: { email: String(form.get('email')).trim() } })
    element.reset()
  })
  const done = sending.phase === 'done'
  return (
    <Section title={told.title} text={fill(told.text, { email: account.email })}>
      <ol class="plain-list numbered">
        {told.steps.map(step => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <form class="stack" onSubmit={submit}>
        <TextField
          name="email"
          type="email"
          label={told.new}
          autocomplete="email"
          maxLength={254}
          error={error}
          required
        />
        <Alert error={error} />
        <SaveButton busy={busy} done={done} label={told.submit} said={told.asked} />
        {done && <OutboxHint />}
      </form>
    </Section>
  )
}
