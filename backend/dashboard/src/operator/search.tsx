import { withQuery } from '../lib/paths.ts'
import { go } from '../lib/router.ts'
import type { FormEvent } from '../lib/submit.ts'
import { Field } from '../pieces/field.tsx'
import { words } from '../words/words.ts'

interface Props {
  /** The page that shows what is found. */
  at: string
  label: string
  hint: string
  text: string
}

/** Finds by how a name or an address begins; what was looked for stands in the address. */
export function OperatorSearch({ at, label, hint, text }: Props) {
  function apply(event: FormEvent) {
    event.preventDefault()
    go(withQuery(at, { text: String(new FormData(event.currentTarget).get('text')).trim() }))
  }
  return (
    <search>
      <form class="filters" aria-label={label} onSubmit={apply}>
        <Field name="text" label={label}>
          {control => (
            <input
              {...control}
              type="search"
              defaultValue={text}
              placeholder={hint}
              maxLength={200}
              autocomplete="off"
            />
          )}
        </Field>
        <button type="submit" class="button">
          {words.operator.find}
        </button>
        {text && <a href={at}>{words.operator.clear}</a>}
      </form>
    </search>
  )
}
