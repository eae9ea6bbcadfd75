import type { PolicyContent } from '@atavus/contract/policy'
import type { Operator } from '../policy/content.ts'
import { type Block, blocksOf, filled } from '../policy/text.ts'
import { escaped, evidence, list } from './page.ts'

/** The chapters of a version as HTML, with the names of who runs the platform in the places for them. */
export const chaptersOf = ({ chapters }: PolicyContent, operator: Operator): string =>
  chapters
    .map(
      ({ title, sentences }, at) => `<h2>${at + 1}. ${escaped(title)}</h2>\n${passages(sentences, operator)}`,
    )
    .join('\n')

type Sentence = PolicyContent['chapters'][number]['sentences'][number]

/** A sentence that makes promises leads to the evidence for them; a paragraph is what stands together of such. */
function passages(sentences: readonly Sentence[], operator: Operator): string {
  let html = ''
  let open = ''
  const close = () => {
    if (open) html += `<p>${open.trim()}</p>\n`
    open = ''
  }
  for (const { text, promises } of sentences) {
    const blocks = blocksOf(filled(text, operator))
    const [only] = blocks
    if (promises.length && blocks.length === 1 && only && 'paragraph' in only) {
      open += ` ${escaped(only.paragraph)}${evidence(promises)}`
      continue
    }
    close()
    html += `${blocks.map(blockOf).join('\n')}${promises.length ? `<p>${evidence(promises)}</p>` : ''}\n`
  }
  close()
  return html
}

const blockOf = (block: Block): string =>
  'items' in block ? list(block.items.map(escaped)) : `<p>${escaped(block.paragraph)}</p>`
