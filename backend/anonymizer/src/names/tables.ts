import { anyWord, family, given, thing } from '../lexicon/bits.ts'
import type { Name } from './name.ts'
import { isParticle, joint } from './parts.ts'
import type { Match } from './phrases.ts'
import type { Reading } from './reading.ts'

/** A cell of a line, as its words from the first to the one after the last. */
interface Cell {
  from: number
  to: number
}

/** The names in the columns of a table whose head says that they are names: "Name;Mail" and then "Kim, Wei;…". */
export function tabledNames(reading: Reading): Name[] {
  const names: Name[] = []
  let [body, end, columns] = [-1, -1, 0]
  for (const cue of reading.matches) {
    if (cue.kind !== 'label' && cue.kind !== 'field') continue
    const start = reading.words[cue.from]?.start ?? 0
    if (start < end && (start > body || columns === most)) continue
    const table = columnAt(reading, cue)
    if (!table) continue
    columns = start < body ? columns + 1 : 1
    body = table.body
    end = table.end
    for (const { from, to } of table.cells) {
      if (isName(reading, from, to)) names.push({ from, to, weight: 0.75, announced: true })
    }
  }
  return names
}

/** So many columns of names are read, so that a table is not gone through more often than that. */
const most = 3
/** Heads and rows are no longer. */
const wide = 600

function columnAt(reading: Reading, cue: Match): { cells: Cell[]; body: number; end: number } | undefined {
  const { text } = reading.scan
  const start = reading.words[cue.from]?.start ?? 0
  const end = reading.words[cue.to - 1]?.end ?? 0
  const sign = /^"?[ ]{0,3}([|;,\t])/.exec(text.slice(end, end + 5))?.[1]
  if (!sign) return undefined
  const before = text.slice(Math.max(0, start - 200), start)
  const head = before.slice(before.lastIndexOf('\n') + 1)
  if (head.length === 200 || !/(?:^|[|;,\t])[ "]{0,2}$/.test(head)) return undefined
  const column = fieldsOf(head, sign).length - 1
  const cells: Cell[] = []
  let word = cue.to
  const rest = text.slice(end, end + wide).indexOf('\n')
  const body = end + rest
  let line = rest < 0 ? -1 : body
  while (line >= 0) {
    const stop = text.indexOf('\n', line + 1)
    const row = text.slice(line + 1, stop < 0 ? text.length : stop)
    const field = fieldsOf(row, sign)[column]
    if (row.length > wide || !row.includes(sign) || !field) break
    const [first, last] = [line + 1 + field[0], line + 1 + field[1]]
    while (word < reading.words.length && (reading.words[word]?.start ?? 0) < first) word++
    const from = word
    while (word < reading.words.length && (reading.words[word]?.end ?? 0) <= last) word++
    if (word > from) cells.push({ from, to: word })
    line = stop
  }
  return rest < 0 ? undefined : { cells, body, end: line < 0 ? text.length : line }
}

/** Where the fields of a line begin and end; a sign between quotes does not part them. */
function fieldsOf(line: string, sign: string): [number, number][] {
  const fields: [number, number][] = []
  let start = 0
  let quoted = false
  for (let at = 0; at <= line.length; at++) {
    if (line.charAt(at) === '"') quoted = !quoted
    if (at < line.length && (line.charAt(at) !== sign || quoted)) continue
    fields.push([start, at])
    start = at + 1
  }
  return fields
}

/** Two words to six, of which one is a name's at least, and none only a word. */
function isName(reading: Reading, from: number, to: number): boolean {
  let known = false
  if (to - from > 6) return false
  for (let at = from; at < to; at++) {
    const bits = reading.bits[at] ?? 0
    if (reading.words[at]?.digit || reading.bound[at]) return false
    if (at > from && joint(reading, at) === '' && !isComma(reading, at)) return false
    if (isParticle(reading, at)) continue
    if (bits & (given | family)) known ||= !(bits & thing) || to > from + 1
    else if (bits & (anyWord | thing)) return false
  }
  return known || to === from + 2
}

function isComma(reading: Reading, at: number): boolean {
  return reading.scan.text.slice(reading.words[at - 1]?.end, reading.words[at]?.start) === ', '
}
