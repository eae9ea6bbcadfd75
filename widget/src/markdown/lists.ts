import { interrupts } from './starts.ts'
import type { Take } from './take.ts'
import type { Block } from './tree.ts'

const marker = /^( *)([-+*]|\d{1,9}[.)])(?:([ \t]+)|$)/

/** A list with its items; what is indented by two blanks or more belongs to the item above. */
export const takeList: Take = (lines, at, depth, open, readInside) => {
  const first = marker.exec(lines[at] ?? '')
  if (!first || first[1]!.length > 3) return null
  const ordered = /\d/.test(first[2] ?? '')
  const indent = first[1]!.length
  const items: Block[][] = []
  let next = at
  while (next < lines.length) {
    const found = marker.exec(lines[next] ?? '')
    if (!found || found[1]!.length > indent + 1 || /\d/.test(found[2] ?? '') !== ordered) break
    const end = endOfItem(lines, next + 1, indent)
    const inside = withoutIndent(lines.slice(next, end), found[0].length)
    const growing = open && end === lines.length
    const blocks = readInside(inside, depth + 1, growing)
    if (blocks.length > 0 || !growing) items.push(blocks)
    next = end
  }
  const block: Block = { kind: 'list', ordered, start: Number.parseInt(first[2] ?? '1', 10) || 0, items }
  return { block: items.length > 0 ? block : null, lines: next - at }
}

/** The line after the item's last one, blank lines between it and the next item included. */
function endOfItem(lines: string[], from: number, indent: number): number {
  let next = from
  for (; next < lines.length; next++) {
    const text = lines[next] ?? ''
    if (!text.trim() || blanks(text) >= indent + 2) continue
    const afterBlank = !lines[next - 1]?.trim()
    if (marker.test(text) || afterBlank || interrupts(lines, next)) break
  }
  return next
}

/** The first line loses its marker, the others as much of their indent. */
function withoutIndent(lines: string[], width: number): string[] {
  const most = Math.min(width, 5)
  return lines.map((text, index) =>
    index === 0 ? text.slice(width) : text.slice(Math.min(blanks(text), most)),
  )
}

function blanks(text: string): number {
  let count = 0
  while (text[count] === ' ') count++
  return count
}
