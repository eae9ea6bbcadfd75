import type { Kind, Language } from './kinds.ts'
import { keyOf, kindBegun, type Mark, readMark } from './placeholder.ts'
import neutral from './words/neutral.json' with { type: 'json' }

/** What a placeholder stands for. */
export interface MaskedValue {
  placeholder: string
  kind: Kind
  /** As it was written, to be put back as it was. */
  value: string
}

/** Puts values back into a text that comes in chunks. */
export interface Restorer {
  /** The chunk with what can be told of it; only the beginning of what may be a placeholder is held back. */
  push(chunk: string): string
  /** What was held back. A placeholder that never ended becomes neutral words: no piece of one is ever shown. */
  end(): string
}

/**
 * Puts the values back in a single pass, whatever the chunks: a value is never looked into again, also when it looks
 * like a placeholder. Of a placeholder that stands for nothing known, neutral words in `language` are made.
 */
export function restorer(values: readonly MaskedValue[], language: Language): Restorer {
  const known = new Map(values.map(({ placeholder, value }) => [keyOf(placeholder), value]))
  let held = ''

  function shown(mark: Mark, written: string): string {
    const letterless = mark.key.replace(/[A-Z]$/, '')
    const value = known.get(mark.key) ?? known.get(letterless)
    if (value !== undefined) return value + mark.tail
    return mark.ours ? neutral[language][mark.kind] + mark.tail : written
  }

  return {
    push(chunk) {
      const text = held + chunk
      held = ''
      let out = ''
      let from = 0
      for (;;) {
        const at = nextOpening(text, from)
        if (at < 0) return out + text.slice(from)
        out += text.slice(from, at)
        const mark = readMark(text, at)
        if (mark === 'partial') {
          held = text.slice(at)
          return out
        }
        from = mark ? mark.end : at + 1
        out += mark ? shown(mark, text.slice(at, mark.end)) : text[at]
      }
    },
    end() {
      const kind = held ? kindBegun(held) : null
      const rest = kind ? neutral[language][kind] : held
      held = ''
      return rest
    },
  }
}

/** Where a mark may begin: a bracket, or the backslash that Markdown puts before one. */
function nextOpening(text: string, from: number): number {
  openings.lastIndex = from
  return openings.exec(text)?.index ?? -1
}

const openings = /\\(?=[[［【⟦]|$)|[[［【⟦]/g
