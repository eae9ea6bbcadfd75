import { type AddressWatch, addressWatch } from './address.ts'
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
 * Puts the values back into what a model writes, in a single pass, whatever the chunks: a value is never looked into
 * again, also when it looks like a placeholder. Of a placeholder that stands for nothing known, neutral words in
 * `language` are made. Within an address no value is put back: an address may lead anywhere, and a model writes what a
 * page told it to.
 */
export function restorer(values: readonly MaskedValue[], language: Language): Restorer {
  return restoring(values, language, addressWatch())
}

/** Puts the values back into what a person wrote or a page has, in addresses too: it is shown as words, never as links. */
export function restored(text: string, values: readonly MaskedValue[], language: Language): string {
  const { push, end } = restoring(values, language, nowhere)
  return push(text) + end()
}

const nowhere: AddressWatch = { follow: () => {}, isWithin: () => false }

function restoring(
  values: readonly MaskedValue[],
  language: Language,
  { follow, isWithin }: AddressWatch,
): Restorer {
  const known = new Map(values.map(({ placeholder, value }) => [keyOf(placeholder), value]))
  let held = ''

  function shown({ key, kind, tail, ours }: Mark, written: string): string {
    const value = known.get(key) ?? known.get(key.replace(/[A-Z]$/, ''))
    if (value === undefined && !ours) return written
    if (isWithin()) return inAddress(neutral[language][kind])
    return (value ?? neutral[language][kind]) + tail
  }

  return {
    push(chunk) {
      const text = held + chunk
      held = ''
      let out = ''
      let from = 0
      const write = (piece: string) => {
        follow(piece)
        out += piece
      }
      for (;;) {
        const at = nextOpening(text, from)
        write(text.slice(from, at < 0 ? text.length : at))
        if (at < 0) return out
        const mark = readMark(text, at)
        if (mark === 'partial') {
          held = text.slice(at)
          return out
        }
        from = mark ? mark.end : at + 1
        write(mark ? shown(mark, text.slice(at, mark.end)) : text[at]!)
      }
    },
    end() {
      const kind = held ? kindBegun(held) : null
      const words = kind && neutral[language][kind]
      const rest = words ? (isWithin() ? inAddress(words) : words) : held
      held = ''
      return rest
    },
  }
}

/** Words as a piece of an address, which breaks it nowhere: `un-numero-d-identite`. */
function inAddress(words: string): string {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '')
  return plain.toLowerCase().replace(/[^a-z\d]+/g, '-')
}

/** Where a mark may begin: a bracket, or the backslash that Markdown puts before one. */
function nextOpening(text: string, from: number): number {
  openings.lastIndex = from
  return openings.exec(text)?.index ?? -1
}

const openings = /\\(?=[[［【⟦]|$)|[[［【⟦]/g
