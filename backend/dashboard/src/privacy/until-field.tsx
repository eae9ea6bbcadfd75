import { Field } from '../pieces/field.tsx'
import { words } from '../words/words.ts'

/** Until which day something is held. */
export function UntilField({ error }: { error: unknown }) {
  return (
    <Field name="until" label={words.holds.until} hint={words.holds.untilHint} error={error}>
      {control => <input type="date" {...control} required />}
    </Field>
  )
}

/** The last moment of that day, where whoever chose it is. */
export const untilIn = (form: FormData): string => new Date(`${form.get('until')}T23:59:59`).toISOString()
