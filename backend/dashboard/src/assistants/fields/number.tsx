import { Field } from '../../pieces/field.tsx'

interface Props {
  name: string
  label: string
  hint?: string
  /** A word behind the number. */
  unit?: string
  value: number
  least: number
  most: number
  error: unknown
  onNumber?: (value: number) => void
}

/** A whole number; the browser holds it between its limits. */
export function NumberField({ unit, value, least, most, onNumber, ...frame }: Props) {
  return (
    <Field {...frame}>
      {control => (
        <div class="number">
          <input
            {...control}
            type="number"
            inputMode="numeric"
            min={least}
            max={most}
            step={1}
            defaultValue={String(value)}
            onInput={event => onNumber?.(event.currentTarget.valueAsNumber)}
            required
          />
          {unit && <span class="quiet">{unit}</span>}
        </div>
      )}
    </Field>
  )
}
