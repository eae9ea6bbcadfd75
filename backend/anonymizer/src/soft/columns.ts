// Tables as text: a label in the first line of a CSV or Markdown table says what stands below it.
import { firstFrom } from '../halving.ts'
import type { Reading } from './reading.ts'

const mostRows = 20
const longestRow = 400

/** A line, and where its cells begin. */
interface Row {
  to: number
  cells: readonly number[]
}

/** A row and those below it, of which it may be the heading. */
interface Table extends Row {
  sign: string
  below: readonly Row[]
}

/** The first words of the cells below the word `at`, if its line is a row of cells and the next ones are too. */
export function valuesBelow(reading: Reading, at: number): number[] {
  const { start } = reading.words[at]!
  const from = lineStart(reading.scan.text, start)
  const table = start - from > longestRow ? null : tableFrom(reading, from)
  if (!table) return []
  const column = firstFrom(table.cells, start + 1, cell => cell) - 1
  return table.below.flatMap(row => valueIn(reading, row, table.sign, column))
}

/** What was read of the tables of a text, by the places where lines begin. */
interface Read {
  tables: Map<number, Table | null>
  rows: Map<string, Row>
}

const kept = new WeakMap<Reading, Read>()

/** Every word of a heading may ask, and each row stands below many lines: nothing is read twice. */
function tableFrom(reading: Reading, from: number): Table | null {
  const read = kept.get(reading) ?? { tables: new Map(), rows: new Map() }
  kept.set(reading, read)
  const known = read.tables.get(from)
  if (known !== undefined) return known
  const table = readTable(reading.scan.text, from, read)
  read.tables.set(from, table)
  return table
}

function readTable(text: string, from: number, read: Read): Table | null {
  const to = lineEnd(text, from)
  const sign = text.charAt(to) === '\n' ? separator(text.slice(from, to)) : null
  if (!sign) return null
  return { ...rowFrom(text, from, sign, read), sign, below: rowsBelow(text, to + 1, sign, read) }
}

function rowFrom(text: string, from: number, sign: string, { rows }: Read): Row {
  const known = rows.get(sign + from)
  if (known) return known
  const to = lineEnd(text, from)
  const row = { to, cells: cellsOf(text, from, to, sign) }
  rows.set(sign + from, row)
  return row
}

function lineStart(text: string, at: number): number {
  let start = at
  while (start > 0 && at - start <= longestRow && text.charCodeAt(start - 1) !== 10) start--
  return start
}

function lineEnd(text: string, at: number): number {
  const end = at + longestRow
  let stop = at
  while (stop < text.length && stop < end && text.charCodeAt(stop) !== 10) stop++
  return stop
}

function separator(line: string): string | null {
  return [';', '|', '\t', ','].find(sign => line.split(sign).length > 2) ?? null
}

/** Where the cells of a line begin; a separator inside quotation marks begins none. */
function cellsOf(text: string, from: number, to: number, sign: string): number[] {
  const cells = [from]
  let quoted = false
  for (let at = from; at < to; at++) {
    if (text.charAt(at) === '"') quoted = !quoted
    else if (!quoted && text.charAt(at) === sign) cells.push(at + 1)
  }
  return cells
}

function rowsBelow(text: string, from: number, sign: string, read: Read): Row[] {
  const rows: Row[] = []
  for (let at = from; at < text.length && rows.length < mostRows; ) {
    const row = rowFrom(text, at, sign, read)
    if (row.to === at) break
    rows.push(row)
    at = row.to + 1
  }
  return rows
}

function valueIn({ scan, words }: Reading, { to, cells }: Row, sign: string, column: number): number[] {
  const start = cells[column]
  if (start === undefined || start >= to) return []
  const row = scan.text.slice(start, to)
  const length = row.indexOf(sign, row.startsWith('"') ? row.indexOf('"', 1) : 0)
  const stop = length < 0 ? to : start + length
  const first = firstFrom(words, start, word => word.start)
  return first < words.length && words[first]!.start < stop ? [first] : []
}
