import { readBlocks } from './blocks.ts'
import type { Block } from './tree.ts'

/** What has been read of a text that grows. */
export interface Reading {
  /** How much of the text can no longer change. */
  settled: string
  /** The blocks of the settled part; each keeps its identity while the text grows. */
  blocks: Block[]
  /** The blocks after it. */
  tail: Block[]
}

export const unread: Reading = { settled: '', blocks: [], tail: [] }

/**
 * Reads Markdown, going on from an earlier reading of the beginning of the same text.
 * `open`: more may follow; then the last block is not settled, and its unfinished marks are not shown.
 */
export function read(text: string, before: Reading = unread, open = false): Reading {
  const clean = cleaned(text)
  const start = clean.startsWith(before.settled) ? before : unread
  const lines = clean.slice(start.settled.length).split('\n')
  // Of a line that has not begun nothing is known.
  if (open && lines.at(-1) === '') lines.pop()
  const found = readBlocks(lines, 0, open)
  const last = found.at(-1)
  // What a line is can hang on the line after it, so two whole lines must stand before anything is settled.
  if (!open || !last || found.length < 2 || last.at + 2 >= lines.length)
    return { ...start, tail: found.map(({ block }) => block) }
  const settled = lines.slice(0, last.at).join('\n').length + 1
  return {
    settled: clean.slice(0, start.settled.length + settled),
    blocks: [...start.blocks, ...found.slice(0, -1).map(({ block }) => block)],
    tail: [last.block],
  }
}

/** One kind of line end, indents in blanks, and no characters that turn the direction of what follows. */
function cleaned(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^[ \t]+/gm, indent => indent.replace(/\t/g, '    '))
    .replace(/[\0\u202a-\u202e\u2066-\u2069]/g, '')
}
