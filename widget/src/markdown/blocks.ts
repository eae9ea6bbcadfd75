import { inline } from './inline.ts'
import { takeList } from './lists.ts'
import { fence, heading, interrupts, line, quote } from './starts.ts'
import { takeTable } from './tables.ts'
import type { ReadInside, Take, Taken } from './take.ts'
import type { Block } from './tree.ts'

/** Lists and quotes nested deeper are read as plain paragraphs. */
const deepest = 6
/** A line that the next letters may turn into anything: `-`, `1.`, `##`, `**`, two backticks. */
const undecided = /^\s*(?:[-*+_>#~=]+|`{1,2}|\d{1,9}[.)]?)\s*$/

/** Reads lines into blocks; gives with each the line where it begins. */
export function readBlocks(lines: string[], depth: number, open: boolean): { block: Block; at: number }[] {
  const read: { block: Block; at: number }[] = []
  for (let at = 0; at < lines.length; ) {
    if (!lines[at]?.trim()) {
      at++
      continue
    }
    const taken = takeOne(lines, at, depth, open)
    if (taken.block) read.push({ block: taken.block, at })
    at += taken.lines
  }
  return read
}

const readInside: ReadInside = (lines, depth, open) =>
  readBlocks(lines, depth, open).map(({ block }) => block)

function takeOne(lines: string[], at: number, depth: number, open: boolean): Taken {
  for (const take of [takeFence, takeHeading, takeRule, takeTable]) {
    const taken = take(lines, at, depth, open, readInside)
    if (taken) return taken
  }
  const nested =
    depth < deepest &&
    (takeQuote(lines, at, depth, open, readInside) ?? takeList(lines, at, depth, open, readInside))
  return nested || takeParagraph(lines, at, open)
}

const takeFence: Take = (lines, at, _depth, open) => {
  const [opening = '', indent = '', marks = ''] = fence.exec(lines[at] ?? '') ?? []
  const info = (lines[at] ?? '').slice(opening.length).trim()
  if (!marks || (marks.startsWith('`') && info.includes('`'))) return null
  const inside: string[] = []
  let next = at + 1
  for (; next < lines.length; next++) {
    const end = fence.exec(lines[next] ?? '')
    const closes = end?.[2]?.startsWith(marks) && !lines[next]?.slice(end[0].length).trim()
    if (closes) break
    inside.push(withoutIndent(lines[next] ?? '', indent.length))
  }
  const last = inside.at(-1)?.trim()
  if (open && next === lines.length && last && marks.startsWith(last)) inside.pop()
  const language = info.split(/\s/, 1)[0] ?? ''
  return { block: { kind: 'code', language, text: inside.join('\n') }, lines: next + 1 - at }
}

const takeHeading: Take = (lines, at, _depth, open) => {
  const found = heading.exec(lines[at] ?? '')
  if (!found) return null
  const words = withoutClosingMarks((lines[at] ?? '').slice(found[0].length).trim())
  const growing = open && at === lines.length - 1
  if (!words && growing) return { block: null, lines: 1 }
  const level = found[1]?.length ?? 1
  return { block: { kind: 'heading', level, inside: inline(words, growing) }, lines: 1 }
}

const takeRule: Take = (lines, at) =>
  line.test(lines[at] ?? '') ? { block: { kind: 'rule' }, lines: 1 } : null

const takeQuote: Take = (lines, at, depth, open, readInside) => {
  let next = at
  while (next < lines.length && quote.test(lines[next] ?? '')) next++
  if (next === at) return null
  const inside = lines.slice(at, next).map(text => text.replace(quote, ''))
  const blocks = readInside(inside, depth + 1, open && next === lines.length)
  return { block: blocks.length > 0 ? { kind: 'quote', inside: blocks } : null, lines: next - at }
}

function takeParagraph(lines: string[], at: number, open: boolean): Taken {
  let next = at + 1
  while (next < lines.length && !interrupts(lines, next)) next++
  const growing = open && next === lines.length
  const own = lines.slice(at, next).map(text => text.trim())
  if (growing && undecided.test(own.at(-1) ?? '')) own.pop()
  const hidden = own.length === 0 || (growing && own.length < 3 && own[0]?.startsWith('|'))
  const block: Block | null = hidden ? null : { kind: 'paragraph', inside: inline(own.join('\n'), growing) }
  return { block, lines: next - at }
}

function withoutIndent(text: string, most: number): string {
  let blanks = 0
  while (blanks < most && text[blanks] === ' ') blanks++
  return text.slice(blanks)
}

/** `## Title ##` is written `Title`. */
function withoutClosingMarks(text: string): string {
  let end = text.length
  while (text[end - 1] === '#') end--
  return end === 0 || /\s/.test(text[end - 1] ?? '') ? text.slice(0, end).trim() : text
}
