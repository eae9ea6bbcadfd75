interface Line {
  start: number
  end: number
  /** The sign that divides it into cells, and how often it stands in it. */
  sign: string
  count: number
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
    const line = lines[lineAt(lines, at)]!
    if (lines[line.head] === line || at - line.start > longestLine) return undefined
    const cells = text.slice(line.start, at).split(line.sign)
    const heading = headingOf(text, lines[line.head]!, cells.length - 1)
    return heading && { start: at - cells.at(-1)!.length, heading }
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
  if (end - start > 4 * longestLine) return { start, end, sign: '', count: 0, head: number }
  const written = text.slice(start, end)
  const sign = before?.sign && written.includes(before.sign) ? before.sign : divider(written)
  const count = sign ? written.split(sign).length - 1 : 0
  // Commas are everywhere: only as many of them as above make a table.
  const goesOn = before && count > 0 && before.sign === sign && (sign !== ',' || before.count === count)
  return { start, end, sign, count, head: goesOn ? before.head : number }
}

function divider(line: string): string {
  return ['\t', '|', ';', ','].find(sign => line.includes(sign)) ?? ''
}

function lineAt(lines: readonly Line[], at: number): number {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lines[middle]!.start <= at) low = middle
    else high = middle - 1
  }
  return low
}

function headingOf(text: string, line: Line, column: number) {
  const cells = text.slice(line.start, line.end).split(line.sign)
  const own = cells[column]
  if (own === undefined || own.length > longestHeading) return undefined
  const start = line.start + cells.slice(0, column).reduce((length, other) => length + other.length + 1, 0)
  return { start, end: start + own.length }
}
