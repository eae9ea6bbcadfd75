import { type Block, longestPage } from './page.ts'
import { withoutUnseen } from './unseen.ts'
import { isReadable, isShown, type Sight, seenOf, sightIn, sightOfAll } from './visible.ts'

/** What holds no text for a reader, or only what somebody typed. What is not drawn need not be named. */
const left = /^(?:svg|math|input|textarea|select|button|dialog)$/i
/** Around the text rather than of it. */
const around =
  'nav, footer, aside, [role=navigation], [role=contentinfo], [role=complementary], [role=search]'
/** What is being written, a mail for instance, is its writer's: it goes along when it is marked. */
const draft = '[contenteditable]:not([contenteditable=false i])'
const heading = /^H[1-6]$/

/**
 * The readable text of the page, block by block, and whether it was too long to be read whole; of what is `marked` that
 * alone, headings like all else.
 */
export function blocksOf(document: Document, marked?: Range): { blocks: Block[]; cut: boolean } {
  const root = marked ? elementAt(marked.commonAncestorContainer) : rootOf(document)
  const writer = writeBlocks()
  const sight = root && sightAbove(root)
  if (root && sight) walk(root, sight, { writer, whole: !marked && root === document.body, marked })
  writer.flush()
  return { blocks: writer.blocks, cut: writer.isFull() }
}

const elementAt = (node: Node) => (node instanceof Element ? node : node.parentElement)

interface Reading {
  writer: Writer
  /** All of a page is read: then what stands around its text is left out. */
  whole: boolean
  marked: Range | undefined
}

/** The element that the page calls its main part, if it holds something; else all of it. */
function rootOf({ body }: Document): Element | null {
  if (!body) return null
  const [main, ...others] = body.querySelectorAll('main, [role=main]')
  const article = body.querySelectorAll('article')
  const chosen = main && others.length === 0 ? main : article.length === 1 ? article[0]! : body
  return (chosen.textContent ?? '').trim().length >= 200 ? chosen : body
}

/** What can be seen where the read part of a page begins. */
function sightAbove({ parentElement }: Element): Sight | null {
  if (!parentElement) return sightOfAll(document)
  const above = sightAbove(parentElement)
  return above && sightIn(above, parentElement, getComputedStyle(parentElement))
}

function walk(element: Element, above: Sight, reading: Reading): void {
  const { writer, whole, marked } = reading
  if (writer.isFull() || left.test(element.tagName)) return
  if (element.ariaHidden === 'true' || element.matches(draft) || (whole && element.matches(around))) return
  const style = getComputedStyle(element)
  const sight = sightIn(above, element, style)
  if (!sight) return
  const isBlock = !/^(?:inline|contents|ruby)/.test(style.display)
  const cell = style.display === 'table-cell'
  if (isBlock && !cell) writer.flush()
  if (cell) writer.add(' | ')
  if (element.tagName === 'BR') writer.add('\n')
  if (style.display === 'list-item') writer.add('- ')
  const spaced = style.whiteSpace.startsWith('pre')
  const readable = isReadable(sight, style)
  if (element.tagName === 'IMG' && readable && isShown(element, sight.clip))
    writer.add(element.getAttribute('alt') ?? '')
  for (const child of childrenOf(element)) {
    if (child instanceof Element) walk(child, sight, reading)
    if (!(child instanceof Text) || marked?.intersectsNode(child) === false) continue
    if (!/\S/.test(child.data)) writer.add(child.data && ' ')
    else if (readable) {
      const from = child === marked?.startContainer ? marked.startOffset : 0
      const to = child === marked?.endContainer ? marked.endOffset : child.length
      const words = seenOf(child, sight.clip, from, to)
      writer.add(spaced ? words : words.replace(/\s+/g, ' '))
    }
  }
  if (isBlock && !cell) writer.flush(!marked && heading.test(element.tagName))
}

/** As they are drawn: what a component holds, and in its slots what was handed in. */
export function childrenOf(element: Element): Iterable<Node> {
  if (element.shadowRoot) return element.shadowRoot.childNodes
  if (element instanceof HTMLDetailsElement && !element.open)
    return element.querySelectorAll(':scope > summary')
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
      const text = withoutUnseen(line)
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
