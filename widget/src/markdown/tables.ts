import { inline } from './inline.ts'
import type { Take } from './take.ts'
import type { Align } from './tree.ts'

/** A table: a row of heads, a row of dashes with as many cells, then rows until a line without a bar. */
export const takeTable: Take = (lines, at, _depth, open) => {
  const align = columns(lines, at)
  if (!align) return null
  const heads = cells(lines[at] ?? '')
  let next = at + 2
  while (next < lines.length && lines[next]?.includes('|')) next++
  const growing = open && next === lines.length
  const rows = lines.slice(at + 2, next).map((row, index) => {
    const last = growing && at + 2 + index === lines.length - 1
    // A row is never filled up to the width of the head: one short line must not cost many cells.
    return cells(row)
      .slice(0, heads.length)
      .map(cell => inline(cell, last))
  })
  return { block: { kind: 'table', align, head: heads.map(cell => inline(cell)), rows }, lines: next - at }
}

/** The alignment of each column of the table that begins at this line, or null if none does. */
export function columns(lines: string[], at: number): Align[] | null {
  const [head = '', dashes = ''] = [lines[at], lines[at + 1]]
  if (!head.includes('|') || !/^[\s|:-]+$/.test(dashes) || !dashes.includes('-')) return null
  const align = cells(dashes).map(alignment)
  const whole = align.every(column => column !== null)
  return whole && align.length === cells(head).length ? align : null
}

function alignment(cell: string): Align | null {
  if (!/^:?-+:?$/.test(cell)) return null
  if (!cell.endsWith(':')) return 'start'
  return cell.startsWith(':') ? 'center' : 'end'
}

/** Cuts a row at its bars; an escaped bar stays. */
function cells(row: string): string[] {
  const inner = row.trim().replace(/^\|/, '')
  const found: string[] = []
  let from = 0
  for (let at = 0; at < inner.length; at++) {
    if (inner[at] === '\\') at++
    else if (inner[at] === '|') {
      found.push(inner.slice(from, at).trim())
      from = at + 1
    }
  }
  const rest = inner.slice(from).trim()
  if (rest) found.push(rest)
  return found
}
