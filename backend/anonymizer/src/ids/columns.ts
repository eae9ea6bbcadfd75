import { firstFrom } from '../halving.ts'

interface Line {
  start: number
  /** The sign that divides it into cells, and where they begin; at last, where one more would. */
  sign: string
  cells: number[]
  /** The number of the line that heads its table; itself if it heads one or stands by itself. */
  head: number
}

/** A cell of a table. */
export interface Cell {
  /** Where it begins. */
  start: number
  /** Where the heading of its column begins and ends. */
  heading: { start: number; end: number }
}

/**
 * Tells the cell in which a place of a text stands: tables in Markdown, CSV and what is pasted from a spreadsheet. The
 * text is looked through once, when somebody first asks.
 */
export function cellsOf(text: string): (at: number) => Cell | undefined {
  let lines: Line[] | undefined
  return at => {
    lines ??= linesOf(text)
    const line = lines[firstFrom(lines, at + 1, ({ start }) => start) - 1]!
    if (lines[line.head] === line || at - line.start > longestLine) return undefined
    const column = firstFrom(line.cells, at + 1, start => start) - 1
    const [start = 0, next = 0] = lines[line.head]!.cells.slice(column, column + 2)
    const end = next - 1
    if (end < start || end - start > longestHeading) return undefined
    return { start: line.cells[column]!, heading: { start, end } }
  }
}

const longestLine = 400
const longestHeading = 60

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    lines.push(lineOf(text, start, end, lines))
    start = end + 1
  }
  return lines
}

function lineOf(text: string, start: number, end: number, lines: readonly Line[]): Line {
  const number = lines.length
  const before = lines[number - 1]
  const cells = [start]
  if (end - start > 4 * longestLine) return { start, sign: '', cells, head: number }
  const written = text.slice(start, end)
  const sign = before?.sign && written.includes(before.sign) ? before.sign : divider(written)
  if (sign) for (const { length } of written.split(sign)) cells.push(cells.at(-1)! + length + 1)
  // Commas are everywhere: only as many of them as above make a table.
  const goesOn =
    before?.sign && before.sign === sign && (sign !== ',' || before.cells.length === cells.length)
  return { start, sign, cells, head: goesOn ? before.head : number }
}

function divider(line: string): string {
  return ['\t', '|', ';', ','].find(sign => line.includes(sign)) ?? ''
}
