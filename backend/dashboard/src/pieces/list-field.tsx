import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { namesField } from '../lib/problem.ts'
import { fill, words } from '../words/words.ts'
import { Icon } from './icon.tsx'

interface Props {
  name: string
  label: string
  hint: string
  /** The name of one row, with `{n}`. */
  row: string
  add: string
  values: readonly string[]
  most: number
  /** Values and their names to choose from; without them rows are written. */
  choices?: readonly [value: string, name: string][]
  maxLength?: number
  inputMode?: 'url'
  error?: unknown
  /** Tidies a row when it is left; null means that it cannot be right, and `invalid` says why. */
  tidy?: (value: string) => string | null
  invalid?: string
}

/**
 * A list of short texts, one input a row, all under the same name, or of choices. Empty rows are left out by whoever
 * reads the form.
 */
export function ListField({ name, label, hint, row, add, values, most, error, ...props }: Props) {
  const id = useId()
  const next = useRef(values.length)
  const box = useRef<HTMLFieldSetElement>(null)
  const [rows, setRows] = useState(() => values.map((value, key) => ({ key, value })))
  const changed = useRef(false)

  useEffect(() => {
    if (changed.current) box.current?.dispatchEvent(new Event('input', { bubbles: true }))
    changed.current = true
  }, [rows])

  function grow() {
    const key = next.current++
    setRows([...rows, { key, value: '' }])
    requestAnimationFrame(() => document.getElementById(`${id}-${key}`)?.focus())
  }
  function drop(key: number) {
    setRows(rows.filter(other => other.key !== key))
    document.getElementById(`${id}-add`)?.focus()
  }

  return (
    <fieldset class="field list" ref={box} aria-describedby={`${id}-hint`}>
      <legend>{label}</legend>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {rows.map(({ key, value }, index) => (
        <Row
          key={key}
          id={`${id}-${key}`}
          name={name}
          label={fill(row, { n: index + 1 })}
          value={value}
          onDrop={() => drop(key)}
          {...props}
        />
      ))}
      {namesField(error, name) && <p class="problem">{words.checkField}</p>}
      {rows.length < most && (
        <button type="button" class="quiet-button" id={`${id}-add`} onClick={grow}>
          <Icon name="plus" />
          {add}
        </button>
      )}
    </fieldset>
  )
}

type RowProps = Pick<Props, 'name' | 'choices' | 'maxLength' | 'inputMode' | 'tidy' | 'invalid'> & {
  id: string
  label: string
  value: string
  onDrop: () => void
}

function Row({ id, label, value, onDrop, choices, tidy, invalid, ...input }: RowProps) {
  const [problem, setProblem] = useState(false)

  function leave({ currentTarget }: { currentTarget: HTMLInputElement }) {
    if (!tidy) return
    const text = currentTarget.value.trim()
    const tidied = text === '' ? '' : tidy(text)
    if (tidied !== null && tidied !== currentTarget.value) {
      currentTarget.value = tidied
      currentTarget.dispatchEvent(new Event('input', { bubbles: true }))
    }
    currentTarget.setCustomValidity(tidied === null ? (invalid ?? words.checkField) : '')
    setProblem(tidied === null)
  }

  return (
    <div class="list-row">
      {choices ? (
        <select id={id} aria-label={label} name={input.name}>
          <option value="">{words.choose}</option>
          {choices.map(([code, name]) => (
            <option key={code} value={code} selected={code === value}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          aria-label={label}
          defaultValue={value}
          onChange={leave}
          autocomplete="off"
          {...input}
          {...(problem && { 'aria-invalid': true, 'aria-describedby': `${id}-problem` })}
        />
      )}
      <button type="button" class="icon-button" aria-label={`${words.remove}: ${label}`} onClick={onDrop}>
        <Icon name="cross" />
      </button>
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          {invalid}
        </p>
      )}
    </div>
  )
}
