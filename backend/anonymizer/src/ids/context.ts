import type { Scan } from '../scan.ts'
import { cellsOf } from './columns.ts'
import { type Cue, type CueBook, firstCue, lastCue } from './cues.ts'

/** What the words around a value say of it. */
export interface Context {
  /** What the nearest cue announces. */
  names: ReadonlySet<string>
  /** It stands so that it can only mean this value: next to it, at the head of its column, or of its list. */
  direct: boolean
  /** Nothing but words like "number" or "is" stands between. */
  tight: boolean
  /** The cue means other things too. */
  doubtful: boolean
  /** The value hangs on its cue like `ssn123…`. */
  attached: boolean
}

export interface Surroundings {
  of(start: number, end: number): Context
  /** What the next value stands in a list with. */
  list(context: Context, end: number): void
}

const before = 48
const after = 26
const none: Context = { names: new Set(), direct: false, tight: false, doubtful: false, attached: false }

export function surroundings({ text, lower }: Scan, book: CueBook): Surroundings {
  const cellAt = cellsOf(text)
  let listed = { context: none, end: 0 }
  let led: { start: number; context: Context | undefined } = { start: -1, context: undefined }
  let known = { start: -1, end: -1, context: none }

  function preceding(start: number): Context | undefined {
    const cell = cellAt(start)
    const from = wordStart(lower, Math.max(0, start - before))
    const cue = hasWords(lower, from, start) ? lastCue(book, lower, from, start) : undefined
    const since = listed.end <= start ? listed.end : 0
    const fresh = cue && cue.end > since ? cue : undefined
    if (fresh && fresh.start >= (cell?.start ?? 0)) return told(text, fresh, start)
    const head = cell && lastCue(book, lower, cell.heading.start, cell.heading.end)
    if (head) return { names: head.names, direct: true, tight: true, doubtful: false, attached: false }
    if (fresh) return told(text, fresh, start)
    return carries(text, listed.end, start) ? listed.context : undefined
  }

  return {
    of(start, end) {
      if (known.start === start && known.end === end) return known.context
      if (led.start !== start) led = { start, context: preceding(start) }
      known = { start, end, context: led.context ?? following(book, lower, end) ?? none }
      return known.context
    },
    list(context, end) {
      listed = { context: { ...context, attached: false }, end }
    },
  }
}

function told(text: string, cue: Cue, start: number): Context {
  const gap = text.slice(cue.end, start).replace(/^\d{1,2}(?=\D)/, '')
  const written = text.slice(cue.start, cue.end)
  return {
    names: cue.names,
    // An abbreviation in capitals or with a colon is meant as one: `SIN 123…`, `sin: 123…`.
    doubtful: cue.doubtful && written !== written.toUpperCase() && !/^["' )]*[:=#]/.test(gap),
    direct: gap.length < 29 && !/\d|[!?]|\p{L}{4}\. |\n\s*\n/u.test(gap.replace(/\b(?:19|20)\d\d\b/, '')),
    tight: gap.length < 29 && filled.test(gap),
    attached: gap.length < 2,
  }
}

/** A list goes on: no sentence ends between, and no more words than a name has. */
function carries(text: string, from: number, to: number): boolean {
  if (from === 0 || to - from > 32 || to < from) return false
  return /^[^\p{L}\d]*(?:\d{1,2}[.)] *)?(?:\p{L}{1,14}[^\p{L}\d!?]+){0,3}$/u.test(text.slice(from, to))
}

/** "123… is my SSN": a cue after the value, unless it announces a value of its own. */
function following(book: CueBook, lower: string, end: number): Context | undefined {
  if (!hasWords(lower, end, end + after)) return undefined
  const line = /^[^\n;|!?]*/.exec(lower.slice(end, end + after + 12))?.[0] ?? ''
  const cue = firstCue(book, lower, end, end + line.length)
  if (!cue || cue.start - end > after) return undefined
  const gap = lower.slice(end, cue.start)
  if (/\d/.test(gap) || announces.test(lower.slice(cue.end, cue.end + 26))) return undefined
  const { names, doubtful } = cue
  const direct = /^ ?(?:\(|- |(?:is|ist|est|es|è|e|är|er|on|to) (?:\p{L}{1,6} )?)$/u.test(gap)
  return { names, doubtful, direct, tight: false, attached: false }
}

/** Begins no word in its middle. */
function wordStart(lower: string, at: number): number {
  let from = at
  while (from > 0 && from < at + 24 && letter.test(lower.charAt(from - 1)) && letter.test(lower.charAt(from)))
    from++
  return from
}

function hasWords(lower: string, from: number, to: number): boolean {
  return letters.test(lower.slice(from, to))
}

const letter = /\p{L}/u
const announces = /^\P{L}{0,3}(?:\p{L}{1,8}\P{L}{1,3}){0,2}\d/u
const filled =
  /^\P{L}*(?:(?:n|nr|no|nos|num|number|nummer|numero|número|numéro|nro|id|code|is|was|ist|lautet|war|est|es|era|è|e|il|la|le|el|die|der|das|de|del|di|van|het|c'est|me|at|on|unter|au|al|mit|with|con|avec|met)\P{L}+){0,3}$/iu
const letters = /[a-z\u00df-\u024f]/
