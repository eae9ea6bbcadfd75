/** A piece of Markdown that belongs together. */
export interface Block {
  kind: 'heading' | 'paragraph' | 'list' | 'table' | 'code'
  /** Of a heading, 1 to 6; else 0. */
  level: number
  /** A heading's plain text; the rows of a table; the items of a list, each with what is indented below it. */
  lines: string[]
}

/** Takes Markdown or plain text, gives its blocks in order. Linear in the length of the text, whatever it holds. */
export function blocksOf(text: string): Block[] {
  const lines = cleaned(text).split('\n')
  const blocks: Block[] = []
  let open: Block | undefined
  let fence = ''
  let gap = false
  for (const [at, line] of lines.entries()) {
    const kind: ReturnType<typeof kindOf> = fence ? 'code' : kindOf(line, lines[at + 1] ?? '', open, gap)
    gap = kind === 'blank'
    if (kind === 'rule' || (kind === 'blank' && open?.kind !== 'list')) open = undefined
    if (kind === 'rule' || kind === 'blank') continue
    if (open?.kind !== kind || kind === 'heading') {
      open = { kind, level: 0, lines: [] }
      blocks.push(open)
    }
    if (kind === 'heading') Object.assign(open, headingOf(line))
    else if (kind === 'list' && !startsItem(line)) open.lines.push(`${open.lines.pop() ?? ''}\n${line}`)
    else open.lines.push(line)
    if (kind === 'code') {
      const fenced = fence
      fence = fenceAfter(line, fence)
      if (fenced && !fence) open = undefined
    }
  }
  return blocks
}

/** As one reads it: without emphasis and without the targets of links. */
export function plain(text: string): string {
  return text
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/[*`]+/g, '')
    .trim()
}

/** Whether a line is the one between a table's head and its rows. */
export const isDelimiter = (line: string) =>
  /^[\s|:-]+$/.test(line) && line.includes('-') && line.includes('|')

/** Whether a line begins an item of a list. */
export const startsItem = (line: string) => /^\s*(?:[-*+•]|\d{1,9}[.)])\s/.test(line)

/** A text with nothing in it that PostgreSQL cannot keep or a reader cannot see; line ends are `\n`. */
export function cleaned(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\uFEFF/gu, '')
}

function kindOf(
  line: string,
  next: string,
  open: Block | undefined,
  gap: boolean,
): Block['kind'] | 'blank' | 'rule' {
  const start = line.trim()
  const indent = line.length - line.trimStart().length
  if (start === '') return 'blank'
  if (/^#{1,6}[ \t]/.test(start) && indent < 4) return 'heading'
  if (fenceAfter(line, '')) return 'code'
  if (start.startsWith('|') || (start.includes('|') && (open?.kind === 'table' || isDelimiter(next))))
    return 'table'
  if (/^(?:-{3,}|\*{3,}|_{3,})$/.test(start.replaceAll(' ', ''))) return 'rule'
  if (startsItem(line) || (open?.kind === 'list' && (indent > 1 || !gap))) return 'list'
  return 'paragraph'
}

/** The fence that is open after a line, or ''. */
function fenceAfter(line: string, fence: string): string {
  const [mark = ''] = /^(?:`{3,}|~{3,})/.exec(line.trimStart()) ?? []
  if (!fence) return mark
  return mark.startsWith(fence) ? '' : fence
}

function headingOf(line: string) {
  const start = line.trim()
  const level = start.search(/[^#]/)
  let end = start.length
  while (start[end - 1] === '#') end--
  const text = /\s/.test(start[end - 1]!) ? start.slice(level, end) : start.slice(level)
  return { level, lines: [plain(text)] }
}
