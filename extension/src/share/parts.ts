import { isPlaceholder } from '@atavus/anonymizer/placeholder'
import type { MaskedValue } from '@atavus/anonymizer/restore'

/** A masked text in its parts: words, and values that a placeholder may stand for. */
export type Part = string | MaskedValue

const placeholder = /(\[[A-Z]+_\d{6,}[A-Z]?\])/

/** Takes a text as the anonymizer left it, in which whatever looked like a placeholder before is one by now. */
export function partsOf(text: string, values: readonly MaskedValue[]): Part[] {
  const known = new Map(values.map(value => [value.placeholder, value]))
  return text
    .split(placeholder)
    .filter(Boolean)
    .map(part => known.get(part) ?? part)
}

/** The text as it is sent: of the values in `open` as they are, of the others the placeholders. */
export function asSent(parts: readonly Part[], open: ReadonlySet<string>): string {
  return parts
    .map(part =>
      typeof part === 'string' ? part : open.has(part.placeholder) ? part.value : part.placeholder,
    )
    .join('')
}

/** What was typed like a placeholder always goes as one: else it would be taken for ours when the answer comes. */
export function isFixed({ kind, value }: MaskedValue): boolean {
  return isPlaceholder(kind, value) || (kind === 'text' && /^\\?[[［【⟦]/.test(value))
}
