import type { Offered } from '../share/offer.ts'
import type { Words } from '../words/shape.ts'
import { PartsOf } from './PartsOf.tsx'

interface Props {
  words: Words
  passages: Offered['passages']
  left: ReadonlySet<string>
  open: ReadonlySet<string>
  onLeave(key: string): void
  onToggle(placeholder: string): void
}

/** The passages that go along, each to be left out. */
export function Passages({ words, passages, left, open, onLeave, onToggle }: Props) {
  return (
    <ol class="passages">
      {passages.map(({ key, number, parts }) => (
        <li key={key} class={left.has(key) ? 'left' : ''}>
          <label class="tick">
            <input type="checkbox" checked={!left.has(key)} onChange={() => onLeave(key)} />
            <span>{words.sheet.passage(number)}</span>
          </label>
          <p class="passage" dir="auto">
            <PartsOf parts={parts} open={open} words={words} onToggle={onToggle} />
          </p>
        </li>
      ))}
    </ol>
  )
}
