import { AreaField } from '../pieces/field.tsx'
import { words } from '../words/words.ts'

/** Why; whoever it concerns reads it. */
export function ReasonField({ hint, error }: { hint: string; error: unknown }) {
  return (
    <AreaField
      name="reason"
      label={words.operator.reason}
      hint={hint}
      maxLength={500}
      error={error}
      required
    />
  )
}

/** A reason is one line; where somebody began a new one, it goes on. */
export const reasonIn = (form: FormData): string => String(form.get('reason')).replace(/\s+/g, ' ').trim()
