import type { Cue } from './phone-cues.ts'
import type { Piece } from './phone-runs.ts'

/** A place where a telephone number may begin. */
export interface Opening {
  first: number
  start: number
  plus: boolean
  bracket: boolean
  cue: Cue
}

/** A number begins a piece or stands after a space; in a long row of digits only where a zero or a bracket opens it. */
export function opens({ groups, plus, digits }: Piece, first: number): boolean {
  const { gap, digits: signs } = groups[first]!
  if (first === 0 && plus !== undefined) return true
  if (first > 0 && !/[ (]/.test(gap)) return false
  if (signs === '00' && groups[first + 1]?.digits.startsWith('0')) return false
  if (signs.startsWith('0')) return signs !== '0' || groups.length < 14
  return digits <= 24 || gap.endsWith('(')
}

/** Places where a number of 6 to 17 digits may end, the farthest first. It does not end before a tight dash. */
export function ends({ groups }: Piece, { first, plus }: Opening): { last: number; count: number }[] {
  const places: { last: number; count: number }[] = []
  let count = 0
  let single = 0
  for (let last = first; last < groups.length && last < first + 14; last++) {
    const { length } = groups[last]!.digits
    count += length
    if (length === 1) single++
    if (count > 17) break
    const next = groups[last + 1]
    const spaced = single === last - first + 1
    if (single > 3 && !plus && !(spaced && !next && first === 0)) continue
    if (count >= 6 && (!next || /[ (]/.test(next.gap))) places.unshift({ last, count })
  }
  return places
}

/** A bracket in front belongs to the number if it closes within it. */
export function bracketed(text: string, start: number): number {
  if (text[start - 1] !== '(') return start
  return /^\+?[\d ]{1,9}\) ?[-/.]? ?\(?\d/.test(text.slice(start, start + 24)) ? start - 1 : start
}

/** The end, behind a bracket that closes there and opened within or in front: `(0171 2345678)`. */
export function closed(text: string, start: number, end: number): number {
  if (text[end] !== ')') return end
  const number = text.slice(start, end)
  return number.lastIndexOf('(') > number.lastIndexOf(')') && number.length < 32 && /\(\d+$/.test(number)
    ? end + 1
    : end
}

const extension =
  /^(?:,? ?\(?(?:ext(?:ension)?|x|dw|durchwahl|nebenstelle|klappe|kl|poste|interno|int|toestel|tst|anexo|extensión)[.:]? ?-?\d{1,5}\)?|;ext=\d{1,5}| ?# ?\d{1,5})(?![\w])/

/** The end, behind the extension of an office. */
export function extended(lower: string, end: number): number {
  return end + (extension.exec(lower.slice(end, end + 24))?.[0].length ?? 0)
}
