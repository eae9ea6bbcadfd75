import { type Block, blocksOf, isDelimiter } from './blocks.ts'
import { atMost, sentencesOf } from './sentences.ts'

/** A passage before it is kept. */
export interface Cut {
  /** The headings above it, outermost first, joined by ' › '; '' when there is none. */
  heading: string
  /** Markdown as the owner wrote it. */
  body: string
}

const enough = 600
const most = 1000
/** A row stays whole up to here: half a row says nothing. */
const longestRow = 3000
const longestHeading = 200

/**
 * Cuts a document's text (Markdown or plain) into passages of some 600 to 1,000 characters that never reach across
 * a heading: between paragraphs, items and rows if it can, then between sentences, then between words. Each
 * piece of a long table repeats the table's head. Linear in the length of the text.
 */
export function cut(text: string): Cut[] {
  return sectionsOf(blocksOf(text)).flatMap(({ heading, blocks }) =>
    packed(blocks).map(body => ({ heading, body })),
  )
}

interface Section {
  heading: string
  blocks: Block[]
}

function sectionsOf(blocks: Block[]): Section[] {
  const above: Block[] = []
  let open: Section = { heading: '', blocks: [] }
  const sections = [open]
  const title = titleOf(blocks)
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'heading') {
      open.blocks.push(block)
      continue
    }
    const next = blocks[at + 1]
    if (!next || (next.kind === 'heading' && next.level <= block.level)) {
      // Nothing stands beneath it: it is a line of the section before.
      open.blocks.push({ ...block, kind: 'paragraph', level: 0 })
      continue
    }
    while (above.length > 0 && above.at(-1)!.level >= block.level) above.pop()
    above.push(block)
    open = { heading: pathOf(above, title), blocks: [] }
    sections.push(open)
  }
  return sections
}

/** The one heading of the first level at the top: it names the document and is left out of longer paths. */
function titleOf(blocks: Block[]): Block | undefined {
  const [first] = blocks
  if (first?.kind !== 'heading' || first.level !== 1) return undefined
  return blocks.some(block => block !== first && block.level === 1) ? undefined : first
}

function pathOf(above: Block[], title: Block | undefined): string {
  const shown = above.length > 1 ? above.filter(block => block !== title) : above
  const path = shown.map(({ lines }) => lines[0]!).filter(Boolean)
  return atMost(path.join(' › '), longestHeading)[0] ?? ''
}

function packed(blocks: Block[]): string[] {
  const bodies: string[] = []
  let open = ''
  const close = () => {
    if (open.trim()) bodies.push(open)
    open = ''
  }
  for (const block of blocks) {
    const whole = block.lines.join('\n')
    if (whole.length <= most) {
      const joined = open ? `${open}\n\n${whole}` : whole
      if (joined.length > most || (open.length >= enough && joined.length > enough + 200)) close()
      open = open ? `${open}\n\n${whole}` : whole
      continue
    }
    close()
    const pieces = piecesOf(block)
    bodies.push(...pieces.slice(0, -1))
    open = pieces.at(-1) ?? ''
  }
  close()
  return bodies.map(body => body.replace(/^\n+/, '').trimEnd()).filter(body => body.trim())
}

/** The pieces of a block that is too long for one passage. */
function piecesOf(block: Block): string[] {
  switch (block.kind) {
    case 'table':
      return rowsOf(block.lines)
    case 'paragraph':
      return joined(
        sentencesOf(block.lines.join('\n')).flatMap(sentence => atMost(sentence, most)),
        '',
        '',
      )
    default:
      return joined(
        block.lines.flatMap(line => (line.length <= most ? line : joined(atMost(line, most), '', ''))),
        '\n',
        '',
      )
  }
}

function rowsOf(lines: string[]): string[] {
  const hasHead = lines[1] !== undefined && isDelimiter(lines[1])
  const head = hasHead ? `${lines[0]}\n${lines[1]}\n` : ''
  const rows = (hasHead ? lines.slice(2) : lines).flatMap(row => atMost(row, longestRow))
  // A head that is itself long is said once.
  return head.length > enough
    ? joined([...atMost(head.trim(), longestRow), ...rows], '\n', '')
    : joined(rows, '\n', head)
}

/** Joins pieces up to the length of a passage; `head` begins each. */
function joined(pieces: string[], between: string, head: string): string[] {
  const bodies: string[] = []
  let open = ''
  for (const piece of pieces) {
    const longer = open ? open + between + piece : head + piece
    if (open && longer.length > most) {
      bodies.push(open)
      open = head + piece
    } else open = longer
  }
  return open ? [...bodies, open] : bodies
}
