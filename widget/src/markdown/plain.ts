import { read } from './read.ts'
import type { Block, Inline } from './tree.ts'

/** The words of a Markdown text without its marks, for reading aloud; citations are left out. */
export function plain(text: string): string {
  return read(text).tail.map(blockWords).filter(Boolean).join('\n')
}

function blockWords(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return words(block.inside)
    case 'code':
      return block.text
    case 'list':
      return block.items.map(item => item.map(blockWords).join('\n')).join('\n')
    case 'quote':
      return block.inside.map(blockWords).join('\n')
    case 'table':
      return [block.head, ...block.rows].map(row => row.map(words).join(', ')).join('\n')
    case 'rule':
      return ''
  }
}

function words(inside: Inline[]): string {
  return inside
    .map(part => {
      if (typeof part === 'string') return part
      if (part.kind === 'code') return part.text
      if (part.kind === 'break') return ' '
      return part.kind === 'cite' ? '' : words(part.inside)
    })
    .join('')
}
