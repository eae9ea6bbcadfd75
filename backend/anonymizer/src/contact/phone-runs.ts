import { matches } from '../matches.ts'
/** Digits that stand together, and what stands between them and the group before. */
export interface Group {
  start: number
  end: number
  digits: string
  gap: string
}

/** Groups that may be one telephone number: nothing between them but what people put into numbers. */
export interface Piece {
  groups: Group[]
  /** How many digits it has. */
  digits: number
  /** The piece opens with a plus: here it stands. */
  plus: number | undefined
}

const bridge = /^(?: |\)? ?[-./] ?|[)] ?|[-.]? ?\(|\) ?\()$/
const run = /[+(]{0,3}\d[\d ()./+-]*/g

/** All pieces of a text with at least six digits. Each sign is looked at once. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  for (const match of matches(text, run)) {
    if (match[0].length < 6) continue
    for (const piece of broken(match[0], match.index, text)) if (piece.digits >= 6) found.push(piece)
  }
  return found
}

function broken(signs: string, at: number, text: string): Piece[] {
  const found: Piece[] = []
  const spots = blots(signs)
  let spot = 0
  let piece: Piece | undefined
  let last = 0
  for (const match of matches(signs, /\d+/g)) {
    const gap = signs.slice(last, match.index)
    const start = at + match.index
    last = match.index + match[0].length
    for (; (spots[spot]?.end ?? Number.POSITIVE_INFINITY) <= match.index; spot++) piece = undefined
    if (match.index >= (spots[spot]?.start ?? Number.POSITIVE_INFINITY)) {
      piece = undefined
      continue
    }
    const plus = plusBefore(text, start)
    if (!piece || plus !== undefined || !bridge.test(gap)) {
      piece = { groups: [], digits: 0, plus }
      found.push(piece)
    }
    piece.groups.push({ start, end: at + last, digits: match[0], gap })
    piece.digits += match[0].length
  }
  return found
}

function plusBefore(text: string, start: number): number | undefined {
  if (text[start - 1] === '+') return start - 1
  return text[start - 2] === '+' && /[ (]/.test(text.charAt(start - 1)) ? start - 2 : undefined
}

const day = '(?:0?[1-9]|[12]\\d|3[01])'
const month = '(?:0?[1-9]|1[0-2])'
const year = '(?:19|20)\\d\\d'
const clock = '(?:[01]?\\d|2[0-4])'
const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const blot = new RegExp(
  [
    `${day}[./-] ?${month}[./-] ?${year}`,
    `${month}/${day}/${year}`,
    `${year}([./-])${month}\\1${day}`,
    `${day}([./])${month}\\2\\d\\d`,
    `${month}[./]${year}`,
    `(?:1\\d|20)\\d\\d ?[-/] ?(?:1\\d|20)\\d\\d`,
    `${clock}\\.[0-5]\\d ?- ?${clock}\\.[0-5]\\d`,
    `(?:[01]\\d|2[0-4])(?:00|15|30|45) ?- ?(?:[01]\\d|2[0-4])(?:00|15|30|45)`,
    `0\\d{3} ?[ -] ?0\\d{3}(?! \\d)|0\\d{4} ?- ?0\\d{4}|0\\d\\d-0\\d\\d`,
    `\\d{4}(?:[ -]\\d{4}){3,4}(?:[ -]\\d{1,4})?`,
    `97[89][ -]?\\d{1,5}[ -]\\d{1,7}[ -]\\d{1,7}[ -]\\d`,
    `${octet}(?:\\.${octet}){3}`,
  ]
    .map(form => `(?<![\\d./-])(?:${form})(?![\\d/]|[.-]\\d)`)
    .join('|'),
  'g',
)

/** Dates, times, ranges, cards and addresses of machines within a run of digits. */
function blots(signs: string): { start: number; end: number }[] {
  if (!/[./-]|\d{4} \d{4}/.test(signs)) return []
  return matches(signs, blot).map(({ index, 0: form }) => ({ start: index, end: index + form.length }))
}
