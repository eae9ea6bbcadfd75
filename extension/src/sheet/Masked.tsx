import type { MaskedValue } from '@atavus/anonymizer/restore'
import { useRef } from 'preact/hooks'
import type { Words } from '../words/shape.ts'

interface Props {
  words: Words
  values: MaskedValue[]
  open: ReadonlySet<string>
  onToggle(placeholder: string): void
  onAdd(words: string): void
}

/** Everything that is replaced, each with its switch, and a field for what was not found. */
export function Masked({ words: { sheet }, values, open, onToggle, onAdd }: Props) {
  const field = useRef<HTMLInputElement>(null)
  function add() {
    const more = field.current?.value.trim()
    if (!more || !field.current) return
    onAdd(more)
    field.current.value = ''
  }
  return (
    <section class="what">
      <h3>{sheet.masks}</h3>
      <p>{values.length > 0 ? sheet.masksHint : sheet.noMasks}</p>
      <ul class="values">
        {values.map(({ placeholder, value }) => (
          <li key={placeholder}>
            <button
              type="button"
              class="value"
              aria-pressed={!open.has(placeholder)}
              onClick={() => onToggle(placeholder)}
            >
              <span dir="auto">{value}</span>{' '}
              <small>{open.has(placeholder) ? sheet.shown : sheet.hidden}</small>
            </button>
          </li>
        ))}
      </ul>
      <p>{sheet.names}</p>
      <div class="line row">
        <input
          ref={field}
          aria-label={sheet.also}
          placeholder={sheet.also}
          dir="auto"
          onKeyDown={event => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
        />
        <button type="button" class="small" onClick={add}>
          {sheet.add}
        </button>
      </div>
    </section>
  )
}
