import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { withQuery } from '../lib/paths.ts'
import { go } from '../lib/router.ts'
import type { FormEvent } from '../lib/submit.ts'
import { Field } from '../pieces/field.tsx'
import { count, words } from '../words/words.ts'
import { longest, presets, type Span } from './span.ts'

interface Props {
  query: URLSearchParams
  span: Span
  assistant: string | undefined
}

/** Of which days, and of which assistant. */
export function UsageFilters({ query, span, assistant }: Props) {
  const { state } = useLoad(signal => call('assistants', { signal }), [])
  const assistants = state.phase === 'ready' ? state.data.items : []
  const own = query.has('from')
  const chosen = own ? null : (query.get('days') ?? '7')

  function apply(event: FormEvent) {
    event.preventDefault()
    const text = (name: string) => String(new FormData(event.currentTarget).get(name))
    const changed = text('from') !== span.from || text('to') !== span.to
    const days = changed || own ? { from: text('from'), to: text('to') } : { days: chosen ?? undefined }
    go(withQuery('/usage', { ...days, assistant: text('assistant') }))
  }

  return (
    <search>
      <nav class="presets" aria-label={words.usage.span}>
        {presets.map(days => (
          <a
            key={days}
            href={withQuery('/usage', { days, assistant })}
            aria-current={days === chosen ? 'true' : undefined}
          >
            {count(words.units.lastDays, Number(days))}
          </a>
        ))}
      </nav>
      <form class="filters" aria-label={words.usage.filters} onSubmit={apply}>
        <Field name="from" label={words.usage.from}>
          {control => <input {...control} type="date" defaultValue={span.from} required />}
        </Field>
        <Field name="to" label={words.usage.to}>
          {control => <input {...control} type="date" defaultValue={span.to} required />}
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
        <button type="submit" class="button">
          {words.usage.apply}
        </button>
      </form>
      <p class="hint">{count(words.units.atMostDays, longest)}</p>
    </search>
  )
}
