// Boxes in which something can be seen, in pixels of the window.

export type Box = readonly [left: number, top: number, right: number, bottom: number]

/** What is in both of two boxes; nothing where its right is left of its left. */
export const both = (one: Box, other: Box): Box => [
  Math.max(one[0], other[0]),
  Math.max(one[1], other[1]),
  Math.min(one[2], other[2]),
  Math.min(one[3], other[3]),
]

export function boxOf(element: Element): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  return [left, top, right, bottom]
}

/** Everything that a document can be scrolled to, also while something keeps it from scrolling. */
export function boxOfAll({ documentElement, body }: Document): Box {
  const [left, top] = [-scrollX - body.scrollLeft, -scrollY - body.scrollTop]
  const back = [documentElement, body].some(one => runsBack(getComputedStyle(one)))
  return [back ? -endless : left, top, endless, endless]
}

/** Nothing lies beyond the end of what can be scrolled, but before its beginning something may. */
const endless = 1e9

/** What is left of a box inside of an element that clips what it holds, or lets it be scrolled. */
export function inside(around: Box, element: HTMLElement, style: CSSStyleDeclaration): Box {
  const box = boxOf(element)
  const axis = (at: 0 | 1, overflow: string, border: number, size: number, whole: number, scroll: number) => {
    const [low, high] = [around[at], around[at + 2]!]
    if (overflow === 'visible' && style.contain === 'none') return [low, high] as const
    const scale = (box[at + 2]! - box[at]) / whole || 1
    const start = box[at] + border * scale
    const [from, to] = [Math.max(low, start), Math.min(high, start + size * scale)]
    if (!/auto|scroll/.test(overflow) || to - from < 2) return [from, to] as const
    return [runsBack(style) ? -endless : start - scroll * scale, endless] as const
  }
  const { clientLeft, clientWidth, offsetWidth, scrollLeft } = element
  const { clientTop, clientHeight, offsetHeight, scrollTop } = element
  const [left, right] = axis(0, style.overflowX, clientLeft, clientWidth, offsetWidth, scrollLeft)
  const [top, bottom] = axis(1, style.overflowY, clientTop, clientHeight, offsetHeight, scrollTop)
  return [left, top, right, bottom]
}

/** Whether what overflows may do so towards the left or the top. */
const runsBack = ({ direction, flexDirection, writingMode }: CSSStyleDeclaration): boolean =>
  /rtl|reverse|-rl/.test(direction + flexDirection + writingMode)

/** The box around the shape to which an element is cut; null where it is not, or nobody can tell. */
export function shapeOf(element: Element, { clip, clipPath }: CSSStyleDeclaration): Box | null {
  const written = clipPath === 'none' ? clip : clipPath
  const [, name, inner] =
    /^(rect|inset|circle|ellipse|polygon|path)\((.*?)(?: at .*| round .*)?\)$/.exec(written) ?? []
  if (!inner) return null
  const [left, top, right, bottom] = boxOf(element)
  const sizes = [right - left, bottom - top]
  // Of four sides the top comes first, of a point what is across.
  const numbers = inner.match(/auto|-?[\d.]+%?/g)!.map((one, at) => {
    const size = sizes[(at + Number(name === 'inset')) % 2]!
    return one === 'auto'
      ? [0, ...sizes, 0][at]!
      : Number.parseFloat(one) * (one.endsWith('%') ? size / 100 : 1)
  })
  const [one, two = one, three = one, four = two] = numbers as [number, ...number[]]
  if (name === 'inset') return [left + four, top + one, right - two, bottom - three]
  if (name === 'rect') return [left + four, top + one, left + two, top + three]
  if (!name!.startsWith('p')) return numbers.some(radius => radius < 2) ? [0, 0, 0, 0] : null
  const [xs, ys] = [0, 1].map(odd => numbers.filter((_, at) => at % 2 === odd)) as [number[], number[]]
  return [left + Math.min(...xs), top + Math.min(...ys), left + Math.max(...xs), top + Math.max(...ys)]
}
