import { matches } from './matches.ts'
import type { Finding, Scan } from './scan.ts'
import words from './words/doubt.json' with { type: 'json' }

/**
 * Whether a text still seems to hold a number of which harm could come: a cue for a card, an account or an identity
 * number, and behind it in the same sentence digits that nothing has found and that are no date, price or order. What
 * is meant cannot be told then, and must not leave.
 */
export function doubtful({ text, lower }: Scan, findings: readonly Finding[]): boolean {
  const values = findings
    .filter(({ kind }) => kind !== 'person')
    .sort((one, other) => one.start - other.start)
  let next = 0
  for (const { index, 0: cue } of matches(lower, cues)) {
    const from = index + cue.length
    const end = from + sentence(lower.slice(from, from + reach)).length
    // A value that was found behind the cue is what the cue speaks of.
    while (next < values.length && values[next]!.start < from) next++
    if (next < values.length && values[next]!.start < end) continue
    const rest = text.slice(from, end).replace(harmless, '')
    if (!others.test(lower.slice(from, end)) && (rest.match(/\p{N}/gu)?.length ?? 0) >= enough) return true
  }
  return false
}

const reach = 60
const enough = 8
const sentence = (text: string) => /^(?:[^.?!;\n]|[.?!;](?!\s|$))*/.exec(text)?.[0] ?? ''
/** Dates, times and prices. */
const harmless =
  /\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d{2}|(?:[€$£]\s?)\d[\d.,' ]*|\d[\d.,' ]*\s?(?:[€$£]|(?:eur|euro|usd|gbp|chf)\b)/gi
const list = (all: string[]) => `(?<![\\p{L}\\p{N}])(?:${all.join('|')})`
const cues = new RegExp(`${list(words.cues)}(?![\\p{L}])`, 'gu')
const others = new RegExp(list(words.others), 'u')
