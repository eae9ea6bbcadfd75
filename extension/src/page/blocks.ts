import { type Block, longestPage } from './page.ts'
import { isShown, isUnreadable } from './visible.ts'

/** What holds no text for a reader, or only what somebody typed. */
const left = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED CANVAS SVG MATH VIDEO AUDIO INPUT TEXTAREA SELECT OPTION BUTTON DIALOG'.split(
    ' ',
  ),
)
/** Around the text rather than of it. */
const around =
  'nav, footer, aside, [role=navigation], [role=contentinfo], [role=complementary], [role=search]'
const heading = /^H[1-6]$/

/** The readable text of the page, block by block, and whether it was too long to be read whole. */
export function blocksOf(document: Document): { blocks: Block[]; cut: boolean } {
  const root = rootOf(document)
  const writer = writeBlocks()
  if (root) walk(root, writer, root === document.body)
  writer.flush()
  return { blocks: writer.blocks, cut: writer.isFull() }
}

/** The element that the page calls its main part, if it holds something; else all of it. */
function rootOf({ body }: Document): Element | null {
  if (!body) return null
  const [main, ...others] = body.querySelectorAll('main, [role=main]')
  const article = body.querySelectorAll('article')
  const chosen = main && others.length === 0 ? main : article.length === 1 ? article[0]! : body
  return (chosen.textContent ?? '').trim().length >= 200 ? chosen : body
}

function walk(element: Element, writer: Writer, whole: boolean): void {
  if (writer.isFull() || left.has(element.tagName.toUpperCase())) return
  if (element.ariaHidden === 'true' || (whole && element.matches(around))) return
  const style = getComputedStyle(element)
  if (!isShown(element, style)) return
  const isBlock = !/^(?:inline|contents|ruby)/.test(style.display)
  const cell = style.display === 'table-cell'
  if (isBlock && !cell) writer.flush()
  if (cell) writer.add(' | ')
  if (element.tagName === 'BR') writer.add('\n')
  if (element.tagName === 'IMG') writer.add(element.getAttribute('alt') ?? '')
  if (style.display === 'list-item') writer.add('- ')
  const spaced = style.whiteSpace.startsWith('pre')
  // Looked at only where there are words: to see what lies behind them takes long.
  const hasWords = [...element.childNodes].some(
    ({ nodeType, nodeValue }) => nodeType === 3 && /\S/.test(nodeValue ?? ''),
  )
  const readable = hasWords && !isUnreadable(element, style)
  for (const child of childrenOf(element)) {
    const words = child.nodeType === 3 ? (child.nodeValue ?? '') : ''
    if (child.nodeType === 1) walk(child as Element, writer, whole)
    else if (!/\S/.test(words)) writer.add(words && ' ')
    else if (readable) writer.add(spaced ? words : words.replace(/\s+/g, ' '))
  }
  if (isBlock && !cell) writer.flush(heading.test(element.tagName))
}

/** As they are drawn: what a component holds, and in its slots what was handed in. */
export function childrenOf(element: Element): Iterable<Node> {
  if (element.shadowRoot) return element.shadowRoot.childNodes
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes()
    if (assigned.length > 0) return assigned
  }
  return element.childNodes
}

type Writer = ReturnType<typeof writeBlocks>

function writeBlocks() {
  const blocks: Block[] = []
  let above = ''
  let line = ''
  let length = 0
  return {
    blocks,
    isFull: () => length >= longestPage,
    add(text: string) {
      line += text
    },
    flush(isHeading = false) {
      const text = line
        .replace(/^[ |\n]+|[ \n]+$/g, '')
        .replace(/ {2,}(?=\S)/g, ' ')
        .slice(0, longestPage - length)
      line = ''
      if (!/[\p{L}\p{N}]/u.test(text)) return
      length += text.length
      if (isHeading) above = text.slice(0, 200)
      else blocks.push({ heading: above, text })
    },
  }
}
