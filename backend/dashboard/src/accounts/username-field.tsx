import { explain, Refused } from '../lib/problem.ts'
import { TextField } from '../pieces/field.tsx'
import { words } from '../words/words.ts'

/** Whether a refusal says that the username is somebody else's: it stands at the field, not at the form. */
export const isOfUsername = (error: unknown): boolean =>
  error instanceof Refused && error.code === 'username_taken'

/** A name to sign in by. */
export function UsernameField({ error, value }: { error: unknown; value?: string }) {
  return (
    <TextField
      name="username"
      label={words.signUp.username}
      hint={words.signUp.usernameHint}
      autocomplete="username"
      pattern="[A-Za-z0-9][A-Za-z0-9_\-]{2,31}"
      title={words.signUp.usernameInvalid}
      spellcheck={false}
      problem={isOfUsername(error) ? explain(error) : undefined}
      error={error}
      required
      {...(value !== undefined && { value })}
    />
  )
}
