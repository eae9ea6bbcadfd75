import { gap, gapBefore, has, lowerAt, only, type Reading } from '../reading.ts'
import {
  articles,
  deliver,
  home,
  homeLinks,
  models,
  possessives,
  streetFields,
  towards,
  townFields,
  zipFields,
  zipLinks,
} from './lexicon.ts'

/** What the words around say about a piece of text: that somebody lives there, or that something goes there. */
export type Cue = 'home' | 'deliver' | null

const reach = 10
const afterwards = 5

/** The cue before the word `from`, in the same sentence or the lines of one block, or shortly after the word `to`. */
export function cueAround(reading: Reading, from: number, to: number): Cue {
  const before = cueBefore(reading, from)
  return before ?? (isHomeAfter(reading, to) ? 'home' : null)
}

function cueBefore(reading: Reading, from: number): Cue {
  let found: Cue = null
  let lines = 0
  for (let at = from; at > 0 && at > from - reach; at--) {
    if (has(reading, at, gap.paragraph) || isSentenceEnd(reading, at)) return found
    if (has(reading, at, gap.line) && ++lines > 3) return found
    const lower = lowerAt(reading, at - 1)
    if (home.has(lower) || streetFields.has(lower)) return 'home'
    if (deliver.has(lower)) found ??= 'deliver'
  }
  return found
}

/** A full stop before a space, but for those of short abbreviations. */
function isSentenceEnd(reading: Reading, at: number): boolean {
  const before = gapBefore(reading, at)
  if (!(before & gap.dot) || !(before & gap.space)) return false
  return lowerAt(reading, at - 1).length > 4
}

function isHomeAfter(reading: Reading, to: number): boolean {
  for (let at = to; at < to + afterwards; at++) {
    if (!only(reading, at, gap.space | gap.comma | gap.apostrophe)) return false
    const lower = lowerAt(reading, at)
    if (home.has(lower)) return true
    if (!homeLinks.has(lower)) return false
  }
  return false
}

export function leadsTo(reading: Reading, from: number): boolean {
  if (has(reading, from, gap.colon)) return true
  return only(reading, from, gap.space) && towards.has(lowerAt(reading, from - 1))
}

/** The number of a thing and not of a place: "Artikel 12345 Berlin". */
export function isArticle(reading: Reading, from: number): boolean {
  return articles.has(lowerAt(reading, from - 1)) || articles.has(lowerAt(reading, from - 2))
}

/** "Modell Parkallee 7": a product that is named after a street. */
export function isModel(reading: Reading, from: number): boolean {
  return models.has(lowerAt(reading, from - 1)) && only(reading, from, gap.space | gap.mark | gap.colon)
}

/** "PLZ 10115", "my zip is 90210": a code that is nothing else. */
export function zipCue(reading: Reading, from: number): boolean {
  let at = from
  let said = has(reading, from, gap.colon)
  while (at > from - 2 && only(reading, at, near) && isLink(lowerAt(reading, at - 1))) {
    at--
    said = true
  }
  if (!only(reading, at, near)) return false
  said ||= has(reading, at, gap.colon)
  const one = lowerAt(reading, at - 1)
  const two = `${lowerAt(reading, at - 2)} ${one}`
  said ||= isLabelOf(reading, at - 1)
  if (zipFields.has(two) || (one === 'code' && lowerAt(reading, at - 2) === 'zip'))
    return said || isMine(reading, at - 2)
  return zipFields.has(one) && (said || isMine(reading, at - 1))
}

/** "PLZ 10115" at the beginning of a line or after a comma. */
function isLabelOf(reading: Reading, at: number): boolean {
  return Boolean(reading.words[at]?.first) || has(reading, at, gap.comma | gap.line | gap.edge | gap.cell)
}

const near = gap.space | gap.colon | gap.mark | gap.cell | gap.dot
function isLink(lower: string): boolean {
  return zipLinks.has(lower) || townFields.has(lower)
}

function isMine(reading: Reading, at: number): boolean {
  return possessives.has(lowerAt(reading, at - 1))
}
