// Tables as text: a label in the first line of a CSV or Markdown table says what stands below it.
import type { Reading } from './reading.ts'

const mostRows = 20
const longestRow = 400

/** The first words of the cells below the word `at`, if its line is a row of cells and the next ones are too. */
export function valuesBelow(reading: Reading, at: number): number[] {
  const { text } = reading.scan
  const { start } = reading.words[at]!
  const from = lineStart(text, start)
  const to = lineEnd(text, start)
  if (to - from > longestRow || to >= text.length) return []
  const sign = separator(text.slice(from, to))
  if (!sign) return []
  return rowsBelow(text, to + 1).flatMap(row => cell(reading, row, sign, count(text, from, start, sign)))
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

/** How many separators stand between two places, those inside quotation marks left out. */
function count(text: string, from: number, to: number, sign: string): number {
  let found = 0
  let quoted = false
  for (let at = from; at < to; at++) {
    if (text.charAt(at) === '"') quoted = !quoted
    else if (!quoted && text.charAt(at) === sign) found++
  }
  return found
}

/** The place after the separator that begins a column, or -1. */
function columnStart(text: string, from: number, to: number, sign: string, column: number): number {
  let passed = 0
  let quoted = false
  for (let at = from; at < to; at++) {
    if (passed === column) return at
    if (text.charAt(at) === '"') quoted = !quoted
    else if (!quoted && text.charAt(at) === sign) passed++
  }
  return -1
}

function rowsBelow(text: string, from: number): [number, number][] {
  const rows: [number, number][] = []
  for (let at = from; at < text.length && rows.length < mostRows; ) {
    const end = lineEnd(text, at)
    if (end === at) break
    rows.push([at, end])
    at = end + 1
  }
  return rows
}

function cell(
  { scan, words }: Reading,
  [from, to]: [number, number],
  sign: string,
  column: number,
): number[] {
  const start = columnStart(scan.text, from, to, sign, column)
  if (start < 0) return []
  const row = scan.text.slice(start, to)
  const length = row.indexOf(sign, row.startsWith('"') ? row.indexOf('"', 1) : 0)
  const stop = length < 0 ? to : start + length
  const first = firstWord(words, start)
  return first < words.length && words[first]!.start < stop ? [first] : []
}

function firstWord(words: Reading['words'], start: number): number {
  let [low, high] = [0, words.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (words[middle]!.start < start) low = middle + 1
    else high = middle
  }
  return low
}
