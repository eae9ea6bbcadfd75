import { isFixed, type Part } from '../share/parts.ts'
import type { Words } from '../words/shape.ts'

interface Props {
  parts: Part[]
  /** Values that go as they are. */
  open: ReadonlySet<string>
  words: Words
  onToggle(placeholder: string): void
}

/** A text as it would be sent, a switch at every value. */
export function PartsOf({ parts, open, words: { sheet }, onToggle }: Props) {
  return (
    <>
      {parts.map((part, at) => {
        if (typeof part === 'string') return part
        const { placeholder, value } = part
        const shown = open.has(placeholder)
        if (isFixed(part)) return <mark key={at}>{placeholder}</mark>
        return (
          <button
            key={at}
            type="button"
            class="value"
            aria-pressed={!shown}
            title={shown ? `${value}: ${sheet.shown}` : `${value}: ${sheet.hidden}`}
            onClick={() => onToggle(placeholder)}
          >
            {shown ? value : placeholder}
          </button>
        )
      })}
    </>
  )
}
