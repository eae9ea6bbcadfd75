import type { Inline } from './tree.ts'

type Tag = 'em' | 'strong' | 'del'

/** What the scanner found in a line, before emphasis is known. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'cite'; text: string }
  | { kind: 'break' }
  | { kind: 'address'; address: string }
  | { kind: 'link'; address: string; inside: Inline[] }
  | Mark

interface Mark {
  kind: 'mark'
  character: string
  /** How many marks are still unused; what is left is shown. */
  length: number
  opens: boolean
  closes: boolean
  /** Innermost first. */
  opened: Tag[]
  closed: Tag[]
}

const deepest = 8

/** Pairs the marks and gives the tree. `open`: what is still unclosed counts as closed at the end. */
export function weave(pieces: Piece[], open: boolean): Inline[] {
  pair(pieces, open)
  const root: Inline[] = []
  const levels: { tag: Tag; inside: Inline[] }[] = []
  let skipped = 0
  const here = () => levels.at(-1)?.inside ?? root
  const closeOne = () => {
    if (skipped > 0) return void skipped--
    const level = levels.pop()
    if (level && level.inside.length > 0) here().push({ kind: level.tag, inside: level.inside })
  }

  for (const piece of pieces) {
    if (piece.kind !== 'mark') {
      draw(piece, here())
      continue
    }
    for (const _ of piece.closed) closeOne()
    say(here(), piece.character.repeat(piece.length))
    for (const tag of piece.opened.reverse()) {
      if (levels.length < deepest) levels.push({ tag, inside: [] })
      else skipped++
    }
  }
  while (levels.length > 0) closeOne()
  return root
}

function draw(piece: Exclude<Piece, Mark>, into: Inline[]) {
  if (piece.kind === 'text') say(into, piece.text)
  else if (piece.kind === 'address')
    into.push({ kind: 'link', address: piece.address, inside: [piece.address] })
  else if (piece.kind === 'cite')
    for (const number of piece.text.match(/\d+/g) ?? []) into.push({ kind: 'cite', number: Number(number) })
  else into.push(piece)
}

function say(into: Inline[], text: string) {
  if (!text) return
  const last = into.at(-1)
  if (typeof last === 'string') into[into.length - 1] = last + text
  else into.push(text)
}

/** Each mark is pushed once and popped once, so the time is linear. */
function pair(pieces: Piece[], open: boolean) {
  const waiting: Record<string, { mark: Mark; at: number }[]> = { '*': [], _: [], '~': [] }
  const all = Object.values(waiting)

  for (const [at, mark] of pieces.entries()) {
    if (mark.kind !== 'mark') continue
    const own = waiting[mark.character] ?? []
    while (mark.closes && mark.length > 0) {
      const opener = own.at(-1)
      if (!opener || oddThree(opener.mark, mark)) break
      for (const others of all) while ((others.at(-1)?.at ?? -1) > opener.at) others.pop()
      const used = Math.min(opener.mark.length, mark.length, 2)
      const tag = mark.character === '~' ? 'del' : used === 2 ? 'strong' : 'em'
      opener.mark.opened.push(tag)
      mark.closed.push(tag)
      opener.mark.length -= used
      mark.length -= used
      if (opener.mark.length === 0) own.pop()
    }
    if (mark.opens && mark.length > 0) own.push({ mark, at })
  }
  if (open) for (const { mark } of all.flat()) closeAtEnd(mark)
}

/** CommonMark's rule of three: `**a*b*` must not pair across. */
function oddThree(opener: Mark, closer: Mark) {
  const both = (opener.closes && opener.opens) || (closer.closes && closer.opens)
  const sum = opener.length + closer.length
  return both && sum % 3 === 0 && (opener.length % 3 !== 0 || closer.length % 3 !== 0)
}

function closeAtEnd(mark: Mark) {
  for (; mark.length > 0 && mark.length <= 3; mark.length -= Math.min(mark.length, 2)) {
    mark.opened.push(mark.character === '~' ? 'del' : mark.length >= 2 ? 'strong' : 'em')
  }
}
