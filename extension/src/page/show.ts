import { childrenOf } from './blocks.ts'
import { drawnRuns } from './unseen.ts'

/**
 * Scrolls to the words of a passage and marks them as a reader would, with the mouse. Says whether they were found:
 * the page may have changed.
 */
export function showPassage(passage: string): boolean {
  const lines = passage.split('\n').map(line => line.replace(/^- |^\| /, '').trim())
  const long = lines.filter(line => line.length > 8)
  const all = standing(document.body)
  for (const line of long.length > 0 ? long : lines.filter(Boolean)) {
    const range = rangeOf(line, all) ?? rangeOf(line.slice(0, 40), all)
    if (!range) continue
    const selection = getSelection()
    selection?.removeAllRanges()
    selection?.addRange(range)
    range.startContainer.parentElement?.scrollIntoView({ block: 'center' })
    return true
  }
  return false
}

/** What can be read of a page without its blanks, and where in it each node begins. */
interface Standing {
  text: string
  nodes: { node: Node; from: number }[]
}

function standing(body: Element): Standing {
  const nodes: Standing['nodes'] = []
  const pieces: string[] = []
  let from = 0
  for (const node of wordsIn(body)) {
    const piece = bare(node.nodeValue ?? '')
    nodes.push({ node, from })
    pieces.push(piece)
    from += piece.length
  }
  return { text: pieces.join(''), nodes }
}

/** The nodes with words, also those of components; hidden ones would lead nowhere. */
function* wordsIn(element: Element): Generator<Node> {
  if (!element.checkVisibility() && getComputedStyle(element).display !== 'contents') return
  for (const child of childrenOf(element)) {
    if (child.nodeType === 3) yield child
    if (child.nodeType === 1) yield* wordsIn(child as Element)
  }
}

/** Where a text stands in the page, apart from blanks and from signs that nobody sees. */
function rangeOf(text: string, { text: all, nodes }: Standing): Range | null {
  const wanted = bare(text)
  const at = all.indexOf(wanted)
  const first = placeOf(at, nodes)
  const last = placeOf(at + wanted.length - 1, nodes)
  if (at < 0 || !first || !last) return null
  const range = document.createRange()
  range.setStart(...first)
  range.setEnd(last[0], last[1] + 1)
  return range
}

/** The node with a sign of the bare text, and where in the node that sign is. */
function placeOf(at: number, nodes: Standing['nodes']): [node: Node, offset: number] | null {
  const found = nodes.findLast(({ from }) => from <= at)
  if (!found) return null
  let left = at - found.from
  for (const { 0: run, index } of drawnRuns(found.node.nodeValue ?? '')) {
    if (left < run.length) return [found.node, index + left]
    left -= run.length
  }
  return [found.node, 0]
}

const bare = (text: string) => drawnRuns(text).join('')
