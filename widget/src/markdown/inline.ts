import { type Piece, weave } from './emphasis.ts'
import { bareAddress } from './links.ts'
import type { Inline } from './tree.ts'

interface Bracket {
  /** Where in the pieces its `[` stands. */
  piece: number
  at: number
  image: boolean
}

// The address stops at a bracket, so that no two attempts read the same stretch: linear on `](](](`.
const target =
  /\(\s{0,9}(?:<([^<>\n]*)>|([^\s<>[\]()]*(?:\([^\s<>[\]()]*\)[^\s<>[\]()]*)*))(?:\s{1,9}(?:"[^"\n[\]]*"|'[^'\n[\]]*'))?\s{0,9}\)/y
const citation = /\[(\d{1,3}(?:, ?\d{1,3}){0,7})\](?!\()/y
const angled = /<(https?:\/\/[^\s<>]*)>|<br ?\/?>/iy
const special = /[\\`*_~<[\]!\nhH]/g
const punctuation = /[\p{P}\p{S}]/u

/**
 * Reads the inline Markdown of one block. Images give their words only; HTML stays text. Time grows linearly with
 * the text. `open`: more text may follow, so an unfinished mark at the end is closed or held back, not shown.
 */
export function inline(text: string, open = false): Inline[] {
  const pieces: Piece[] = []
  let brackets: Bracket[] = []
  let ticks: Map<number, number[]> | null = null
  let from = 0
  let at = 0
  const lastGap = open ? Math.max(text.lastIndexOf(' '), text.lastIndexOf(')'), text.lastIndexOf('\n')) : 0

  const flush = (to: number) => {
    if (to > from) pieces.push({ kind: 'text', text: text.slice(from, to) })
  }
  const put = (piece: Piece, length: number) => {
    flush(at)
    pieces.push(piece)
    at += length
    from = at
  }
  const match = (pattern: RegExp, where = at) => {
    pattern.lastIndex = where
    return pattern.exec(text)
  }

  const closeBracket = () => {
    const bracket = brackets.pop()
    if (!bracket) return void at++
    const found = match(target, at + 1)
    const unfinished = !found && open && lastGap < at + 2 && /^\(?$/.test(text[at + 1] ?? '')
    if (!found && !unfinished && !bracket.image) return void at++
    flush(at)
    const inside = pieces.splice(bracket.piece).slice(1)
    if (bracket.image || unfinished) pieces.push(...inside)
    else pieces.push({ kind: 'link', address: found?.[1] ?? found?.[2] ?? '', inside: plainly(inside) })
    // A link holds no other link.
    if (!bracket.image) brackets = []
    at = found ? at + 1 + found[0].length : unfinished ? text.length : at + 1
    from = at
  }

  const codeSpan = () => {
    ticks ??= runs(text)
    const length = runLength(text, at)
    const closers = ticks.get(length) ?? []
    while ((closers.at(-1) ?? Infinity) <= at) closers.pop()
    const end = closers.pop()
    if (end !== undefined) put(code(text.slice(at + length, end)), end + length - at)
    else if (open) put(code(text.slice(at + length)), text.length - at)
    else at += length
  }

  const steps: Record<string, () => void> = {
    '\\': () => {
      const next = text[at + 1] ?? ''
      if (next === '\n') put({ kind: 'break' }, 2)
      else if (/[!-/:-@[-`{-~]/.test(next)) put({ kind: 'text', text: next }, 2)
      else at++
    },
    '`': codeSpan,
    '\n': () => put({ kind: 'break' }, 1),
    '<': () => {
      const found = match(angled)
      if (!found) at++
      else if (found[1]) put({ kind: 'address', address: found[1] }, found[0].length)
      else put({ kind: 'break' }, found[0].length)
    },
    '[': () => {
      const numbers = match(citation)
      if (numbers) put({ kind: 'cite', text: numbers[0] }, numbers[0].length)
      else openBracket(1)
    },
    '!': () => (text[at + 1] === '[' ? openBracket(2) : at++),
    ']': closeBracket,
    h: () => {
      const address = /\w/.test(text[at - 1] ?? ' ') ? '' : bareAddress(text, at)
      // An address that still grows is not yet a link.
      if (!address || (open && at + address.length === text.length)) at += address.length || 1
      else put({ kind: 'address', address }, address.length)
    },
  }

  const openBracket = (length: number) => {
    brackets.push({ piece: pieces.length + (at > from ? 1 : 0), at, image: length === 2 })
    put({ kind: 'text', text: text.slice(at, at + length) }, length)
  }

  while (at < text.length) {
    special.lastIndex = at
    at = special.exec(text)?.index ?? text.length
    const character = (text[at] ?? '').toLowerCase()
    if (!character) break
    const step = steps[character]
    if (step) step()
    else put(mark(text, at), runLength(text, at))
  }
  flush(text.length)
  const bracket = brackets.at(-1)
  if (open) holdBack(pieces, bracket && text.length - bracket.at < 100 ? bracket.piece : -1)
  return weave(pieces, open)
}

/** What a reader would see flicker: a mark at the very end whose meaning the next letter decides. */
function holdBack(pieces: Piece[], bracket: number) {
  const last = pieces.at(-1)
  if (last?.kind === 'mark') pieces.pop()
  else if (last?.kind === 'text') last.text = last.text.replace(/[\\!<h]$|\bht?t?p?s?:?\/?\/?$/, '')
  const opened = pieces[bracket]
  if (opened?.kind === 'text') opened.text = ''
  const next = pieces[bracket + 1]
  if (opened && next?.kind === 'text' && /^[\d, ]*$/.test(next.text)) next.text = ''
}

/** The words of a link: addresses and citations in it are mere text. */
function plainly(pieces: Piece[]): Inline[] {
  return weave(
    pieces.map(piece =>
      piece.kind === 'address'
        ? { kind: 'text', text: piece.address }
        : piece.kind === 'cite'
          ? { kind: 'text', text: piece.text }
          : piece,
    ),
    false,
  )
}

function code(text: string): Piece {
  const flat = text.replace(/\n/g, ' ')
  const padded = flat.length > 2 && flat.startsWith(' ') && flat.endsWith(' ') && flat.trim() !== ''
  return { kind: 'code', text: padded ? flat.slice(1, -1) : flat }
}

/** A run of emphasis marks with what it may do, after CommonMark's rules of flanking. */
function mark(text: string, at: number): Piece {
  const character = text[at] ?? ''
  const length = runLength(text, at)
  const before = text[at - 1] ?? ' '
  const after = text[at + length] ?? ' '
  const left =
    !/\s/.test(after) && (!punctuation.test(after) || /\s/.test(before) || punctuation.test(before))
  const right =
    !/\s/.test(before) && (!punctuation.test(before) || /\s/.test(after) || punctuation.test(after))
  const inWord = character === '_'
  const used = character !== '~' || length === 2
  return {
    kind: 'mark',
    character,
    length,
    opens: used && left && (!inWord || !right || punctuation.test(before)),
    closes: used && right && (!inWord || !left || punctuation.test(after)),
    opened: [],
    closed: [],
  }
}

function runLength(text: string, at: number): number {
  let end = at + 1
  while (text[end] === text[at]) end++
  return end - at
}

/** Every run of backticks by its length, the last first, so that the next one is popped. */
function runs(text: string): Map<number, number[]> {
  const found = new Map<number, number[]>()
  for (const run of [...text.matchAll(/`+/g)].reverse()) {
    const places = found.get(run[0].length) ?? []
    places.push(run.index)
    found.set(run[0].length, places)
  }
  return found
}
