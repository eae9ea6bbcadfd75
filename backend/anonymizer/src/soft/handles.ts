import type { Finding, Scan } from '../scan.ts'
import { answerAfter } from './answers.ts'
import { valuesBelow } from './columns.ts'
import { type Cue, cueAt } from './handle/cues.ts'
import { doors, fill, naming, says } from './handle/lexicon.ts'
import { hasShape, isTag } from './handle/shapes.ts'
import { mentions, redditors, tags, underscores } from './handle/signs.ts'
import { accepts, type Value, valueAt } from './handle/values.ts'
import { gap, gapBefore, lowerAt, only, type Reading, readingOf } from './reading.ts'

/** Names of people on platforms: @anna_m, "my username is annab", "discord anna#1234", u/anna. */
export function findHandles(scan: Scan): Finding[] {
  const reading = readingOf(scan)
  const findings = [...mentions(scan), ...redditors(scan), ...tags(scan), ...underscores(scan)]
  for (let at = 0; at < reading.words.length; at++) {
    const cue = cueAt(reading, at)
    if (!cue) continue
    if (cue === 'hint') {
      add(findings, hinted(reading, at))
      continue
    }
    add(findings, named(reading, at + 1, cue) ?? before(reading, at, cue) ?? answered(reading, at, cue))
    if (cue === 'name') for (const cell of valuesBelow(reading, at)) add(findings, inCell(reading, cell))
  }
  return findings
}

function add(findings: Finding[], value: Value | null): void {
  if (!value || findings.at(-1)?.start === value.start) return
  findings.push({ kind: 'handle', start: value.start, end: value.end, weight: 0.8 })
}

const most = 5
const near = gap.space | gap.colon | gap.mark | gap.dash | gap.comma | gap.slash | gap.cell | gap.apostrophe

/** The name that follows a cue after at most a few words like "is", "name", "my". */
function named(reading: Reading, from: number, cue: Cue): Value | null {
  let said = cue === 'platform' && naming.has(lowerAt(reading, from - 3))
  for (let at = from; at < from + most && reading.words[at]; at++) {
    if (!only(reading, at, near | gap.other | gap.picture) || !isNear(reading, at)) return null
    said ||= (gapBefore(reading, at) & gap.colon) !== 0 || says.has(lowerAt(reading, at - 1))
    const found = isApart(reading, at) ? valueAt(reading, at) : null
    if (found && accepts(reading, at, cue, said, found)) return found
    if (!fill.has(lowerAt(reading, at)) || hasShape(found?.text ?? '')) return null
  }
  return null
}

/** Of other signs only the @ of a name may stand between, its bracket, or a picture. */
function isNear({ scan, words }: Reading, at: number): boolean {
  const between = scan.text.slice(words[at - 1]!.end, words[at]!.start)
  return (
    between.length <= 8 && /^[\s:=@"'*_`|,/()>~\u2190-\uffff-]*$/.test(between) && !between.includes('\n')
  )
}

/** "user_id" and "nick-name" are labels as a whole. */
function isApart({ scan, words }: Reading, at: number): boolean {
  return !/^[_/-]$/.test(scan.text.slice(words[at - 1]!.end, words[at]!.start))
}

/** "signed in as ghost_nova": a name that can be nothing else, right after a word that leads to one. */
function hinted(reading: Reading, at: number): Value | null {
  if (!only(reading, at + 1, gap.space | gap.colon | gap.mark) || !reading.words[at + 1]) return null
  const found = isApart(reading, at + 1) ? valueAt(reading, at + 1) : null
  if (!found) return null
  return isTag(found.text) ||
    (isDoor(reading, at) && accepts(reading, at + 1, 'login', false, found) && hasShape(found.text))
    ? found
    : null
}

const roles = /^(?:as|als|comme|como|come|under|unter|sous|bajo|sotto|onder)$/

/** "logged in as", "findet mich unter" */
function isDoor(reading: Reading, at: number): boolean {
  if (!roles.test(lowerAt(reading, at))) return false
  for (let before = at - 1; before >= Math.max(0, at - 5); before--) {
    if (doors.has(lowerAt(reading, before))) return true
  }
  return false
}

/** "ghost_nova is my username", "lisa.kocht auf Instagram", "nova99 (Twitch)" */
function before(reading: Reading, cue: number, kind: Cue): Value | null {
  if (kind !== 'name' && kind !== 'platform') return null
  for (let at = cue - 1; at >= Math.max(0, cue - 4); at--) {
    if (!only(reading, at + 1, gap.space | gap.mark | gap.comma)) return null
    const found = startsApart(reading, at) ? valueAt(reading, at) : null
    const over = found !== null && found.end === reading.words[at]!.end
    const far = at < cue - 1 || kind === 'platform'
    if (found && hasShape(found.text) && far)
      return accepts(reading, at, 'shy', true, found) && over ? found : lastPart(reading, at)
    if (!fill.has(lowerAt(reading, at))) return null
  }
  return null
}

/** The whole of a name whose last word is the word `at`: lisa.kocht, ghost_nova. */
function lastPart(reading: Reading, at: number): Value | null {
  let from = at
  while (from > 0 && from > at - 3 && /^[._]$/.test(reading.words[from]!.tie)) from--
  const found = valueAt(reading, from)
  const whole = found && found.end >= reading.words[at]!.end
  return whole && accepts(reading, from, 'shy', true, found) ? found : null
}

function startsApart(reading: Reading, at: number): boolean {
  return !/^[._-]$/.test(reading.words[at]!.tie) || at === 0
}

/** "Your user name?" and the name as the answer to it. */
function answered(reading: Reading, at: number, cue: Cue): Value | null {
  const answer = cue === 'name' ? answerAfter(reading, at) : -1
  return answer < 0 ? null : inCell(reading, answer)
}

function inCell(reading: Reading, at: number): Value | null {
  const found = valueAt(reading, at)
  return found && accepts(reading, at, 'name', true, found) ? found : null
}
