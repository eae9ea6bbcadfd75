import type { Detector, Finding, Scan } from '../scan.ts'
import { cueAfter, cueBefore } from './phone-cues.ts'
import { type PhoneJudge, sparing } from './phone-judging.ts'
import { type Piece, pieces } from './phone-runs.ts'
import { vetoedAfter, vetoedBefore } from './phone-vetoes.ts'
import { weigh } from './phone-weight.ts'
import { bracketed, closed, ends, extended, type Opening, opens } from './phone-windows.ts'
import { regionsNear } from './regions.ts'

/** A detector of telephone numbers: digits are found and weighed here, `judge` only says whether a number exists. */
export function phones(judge: PhoneJudge): Detector {
  return scan => {
    const found: Finding[] = []
    const help: Help = { ...sparing(judge, scan.text.length), regions: lazily(() => regionsNear(scan)) }
    for (const piece of pieces(scan.text)) search(scan, help, piece, found)
    return found
  }
}

interface Help extends ReturnType<typeof sparing> {
  regions: ReturnType<typeof regionsNear>
}

/** From each group that may open a number, the longest one; then on behind it. */
function search(scan: Scan, help: Help, piece: Piece, found: Finding[]): void {
  for (let first = 0; first < piece.groups.length; first++) {
    const opening = openingAt(scan, piece, first)
    const last = opening && longest(scan, help, piece, opening, found)
    if (last !== undefined) first = last
  }
}

function openingAt({ text, lower }: Scan, piece: Piece, first: number): Opening | undefined {
  if (!opens(piece, first)) return
  const plus = first === 0 ? piece.plus : undefined
  const start = bracketed(text, plus ?? piece.groups[first]!.start)
  if (vetoedBefore(text, start, plus !== undefined)) return
  return {
    first,
    start,
    plus: plus !== undefined,
    bracket: text[start] === '(',
    cue: cueBefore(lower, start),
  }
}

function longest(
  scan: Scan,
  help: Help,
  piece: Piece,
  opening: Opening,
  found: Finding[],
): number | undefined {
  const { groups, digits } = piece
  const { first, start, plus, bracket, cue } = opening
  const before = groups
    .slice(Math.max(0, first - 2), first)
    .filter(group => !vetoedBefore(scan.text, group.start, false))
  const judge = help.few(cue ? 24 : 8)
  let best: Finding | undefined
  let at: number | undefined
  for (const { last, count } of ends(piece, opening)) {
    const end = closed(scan.text, start, groups[last]!.end)
    if (vetoedAfter(scan.text, end)) continue
    const weight = weigh({
      groups: groups.slice(first, last + 1),
      plus,
      bracket,
      around: digits - count,
      before,
      next: groups[last + 1],
      cue: cue ?? cueAfter(scan.lower, end),
      regions: help.regions(start),
      judge,
    })
    if (weight <= (best?.weight ?? 0)) continue
    best = { kind: 'phone', start, end: extended(scan.lower, end), weight }
    at = last
    if (weight >= 0.6) break
  }
  if (best) found.push({ ...best, weight: Math.max(best.weight, 0.6) })
  return at
}

/** The regions of a text are only looked for where a number may be. */
function lazily<A, B>(make: () => (given: A) => B): (given: A) => B {
  let made: ((given: A) => B) | undefined
  return given => {
    made ??= make()
    return made(given)
  }
}
