import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { withQuery } from '../lib/paths.ts'
import { go } from '../lib/router.ts'
import type { FormEvent } from '../lib/submit.ts'
import { Field } from '../pieces/field.tsx'
import { words } from '../words/words.ts'

export interface LogFilters {
  assistant: string | undefined
  /** A calendar day, `2026-11-23`, in the workspace's time zone. */
  day: string | undefined
  /** Words that were said. */
  search: string | undefined
}

/** Which conversations are shown. */
export function Filters({ assistant, day, search }: LogFilters) {
  const { state } = useLoad(signal => call('assistants', { signal }), [])
  const assistants = state.phase === 'ready' ? state.data.items : []

  function apply(event: FormEvent) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name)).trim()
    go(
      withQuery('/conversations', {
        assistant: text('assistant'),
        day: text('day'),
        search: text('search'),
      }),
    )
  }

  return (
    <search>
      <form class="filters" aria-label={words.log.filters} onSubmit={apply}>
        <Field name="search" label={words.log.search}>
          {control => (
            <input
              {...control}
              type="search"
              defaultValue={search ?? ''}
              maxLength={200}
              autocomplete="off"
              placeholder={words.log.searchHint}
            />
          )}
        </Field>
        <Field name="assistant" label={words.log.assistant}>
          {control => (
            <select {...control}>
              <option value="">{words.log.allAssistants}</option>
              {assistants.map(({ id, name }) => (
                <option key={id} value={id} selected={id === assistant}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="day" label={words.log.day}>
          {control => <input {...control} type="date" defaultValue={day ?? ''} />}
        </Field>
        <button type="submit" class="button">
          {words.log.apply}
        </button>
        {(assistant || day || search) && <a href="/conversations">{words.log.clear}</a>}
      </form>
    </search>
  )
}
