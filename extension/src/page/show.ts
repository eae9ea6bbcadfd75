/**
 * Scrolls to the words of a passage and marks them as a reader would, with the mouse. Says whether they were found:
 * the page may have changed.
 */
export function showPassage(passage: string): boolean {
  const words = passage.split('\n').map(line => line.replace(/^- |^\| /, '').trim())
  for (const line of words.filter(line => line.length > 8)) {
    const range = rangeOf(line) ?? rangeOf(line.slice(0, 40))
    if (!range) continue
    const selection = getSelection()
    selection?.removeAllRanges()
    selection?.addRange(range)
    range.startContainer.parentElement?.scrollIntoView({ block: 'center' })
    return true
  }
  return false
}

/** Where a text stands in the page, blanks of any kind being alike. */
function rangeOf(text: string): Range | null {
  const wanted = text.replace(/\s+/g, '')
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const places: [node: Node, offset: number][] = []
  let all = ''
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const value = node.nodeValue ?? ''
    for (let offset = 0; offset < value.length; offset++) {
      const sign = value[offset]!
      if (/\s/.test(sign)) continue
      all += sign
      places.push([node, offset])
    }
  }
  const at = all.indexOf(wanted)
  const [first, last] = [places[at], places[at + wanted.length - 1]]
  if (at < 0 || !first || !last) return null
  const range = document.createRange()
  range.setStart(...first)
  range.setEnd(last[0], last[1] + 1)
  return range
}
