import { useId, useState } from 'preact/hooks'
import { Field } from '../pieces/field.tsx'
import { words } from '../words/words.ts'

interface Props {
  name: string
  label: string
  /** Null: none. */
  value: number | null
  most: number
  error: unknown
}

/** The most that a day may bring, or no ceiling at all. */
export function CeilingField({ value, most, ...frame }: Props) {
  const id = useId()
  const [open, setOpen] = useState(value === null)
  return (
    <div class="ceiling">
      <Field {...frame}>
        {control => (
          <input
            {...control}
            type="number"
            inputMode="numeric"
            min={0}
            max={most}
            step={1}
            defaultValue={value === null ? '' : String(value)}
            disabled={open}
            required
          />
        )}
      </Field>
      <div class="check">
        <input
          type="checkbox"
          id={id}
          checked={open}
          onChange={event => setOpen(event.currentTarget.checked)}
          aria-label={`${frame.label}: ${words.team.fields.none}`}
        />
        <label for={id}>{words.team.fields.none}</label>
      </div>
    </div>
  )
}

/** What a form says about a ceiling. A field that is switched off is not in the form: then there is none. */
export function ceilingIn(form: FormData, name: string): number | null {
  const value = form.get(name)
  return value === null ? null : Number(value)
}
