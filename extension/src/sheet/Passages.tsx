import type { Offered } from '../share/offer.ts'
import type { Words } from '../words/shape.ts'
import { PartsOf } from './PartsOf.tsx'

interface Props {
  words: Words
  passages: Offered['passages']
  left: ReadonlySet<number>
  open: ReadonlySet<string>
  onLeave(number: number): void
  onToggle(placeholder: string): void
}

/** The passages that go along, each to be left out. */
export function Passages({ words, passages, left, open, onLeave, onToggle }: Props) {
  return (
    <ol class="passages">
      {passages.map(({ number, place, parts }) => (
        <li key={number} class={left.has(number) ? 'left' : ''}>
          <label class="tick">
            <input type="checkbox" checked={!left.has(number)} onChange={() => onLeave(number)} />
            <span>{words.sheet.passage(place)}</span>
          </label>
          <p class="passage" dir="auto">
            <PartsOf parts={parts} open={open} words={words} onToggle={onToggle} />
          </p>
        </li>
      ))}
    </ol>
  )
}
