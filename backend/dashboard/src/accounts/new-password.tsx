import { explain, Refused } from '../lib/problem.ts'
import { TextField } from '../pieces/field.tsx'
import { words } from '../words/words.ts'

/** Whether a refusal speaks of the new password: it stands at the field, not at the form. */
export const isOfPassword = (error: unknown): boolean =>
  error instanceof Refused && error.code === 'password_weak'

/** A password that is to be, with what it must be like. */
export function NewPassword({ error, label }: { error: unknown; label?: string }) {
  return (
    <TextField
      name="password"
      type="password"
      label={label ?? words.reset.password}
      hint={words.signUp.passwordHint}
      autocomplete="new-password"
      minLength={15}
      maxLength={1000}
      problem={isOfPassword(error) ? explain(error) : undefined}
      error={error}
      required
    />
  )
}
