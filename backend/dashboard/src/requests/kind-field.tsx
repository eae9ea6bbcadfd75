import type { RightsRequest } from '@atavus/contract/requests'
import { Field } from '../pieces/field.tsx'
import { words } from '../words/words.ts'

type Kind = RightsRequest['kind']
const kinds = Object.keys(words.requests.kinds) as Kind[]

/** The choice of what a request is about. */
export function KindField({ error }: { error: unknown }) {
  return (
    <Field name="kind" label={words.requests.kind} error={error}>
      {control => (
        <select {...control}>
          {kinds.map(kind => (
            <option key={kind} value={kind}>
              {words.requests.kinds[kind]}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** What a form with that field says. */
export const kindIn = (form: FormData): Kind => kinds.find(kind => kind === form.get('kind')) ?? 'other'
