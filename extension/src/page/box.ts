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
export function inside(around: Box, element: Element, style: CSSStyleDeclaration): Box {
  const box = boxOf(element)
  const axis = (at: 0 | 1, overflow: string, border: number, size: number, scroll: number) => {
    if (overflow === 'visible') return [around[at], around[at + 2]!] as const
    const start = box[at] + border
    const from = Math.max(around[at], start)
    const to = Math.min(around[at + 2]!, size ? box[at + 2]! : start)
    if (!/auto|scroll/.test(overflow) || to - from < 2) return [from, to] as const
    // What was scrolled by is measured before it is drawn larger.
    return [runsBack(style) ? -endless : start - scroll * 9, endless] as const
  }
  const [left, right] = axis(0, style.overflowX, element.clientLeft, element.clientWidth, element.scrollLeft)
  const [top, bottom] = axis(1, style.overflowY, element.clientTop, element.clientHeight, element.scrollTop)
  return [left, top, right, bottom]
}

/** Whether what overflows may do so towards the left or the top. */
const runsBack = ({ direction, flexDirection, writingMode }: CSSStyleDeclaration): boolean =>
  /rtl|reverse|-rl/.test(direction + flexDirection + writingMode)

/** The box around the shape to which an element is cut; null where it is not, or nobody can tell. */
export function shapeOf(element: Element, { clip, clipPath }: CSSStyleDeclaration): Box | null {
  const [, name = '', inner = ''] =
    /^(rect|inset|circle|ellipse|polygon|path)\(((?:(?! at | round |auto).)*)/.exec(
      clipPath === 'none' ? clip : clipPath,
    ) ?? []
  const numbers = inner.match(/-?[\d.]+%?/g)
  if (!numbers) return null
  const [left, top, right, bottom] = boxOf(element)
  const length = (at: number, size: number) => {
    // Where a side is not told it is as the one across.
    const one = numbers[at] ?? numbers[at - 2] ?? numbers[0]!
    return Number.parseFloat(one) * (one.endsWith('%') ? size / 100 : 1)
  }
  const x = (at: number) => length(at, right - left)
  const y = (at: number) => length(at, bottom - top)
  if (name === 'inset') return [left + x(3), top + y(0), right - x(1), bottom - y(2)]
  if (name === 'rect') return [left + x(3), top + y(0), left + x(1), top + y(2)]
  if (/e$/.test(name)) return numbers.some((_, at) => x(at) < 2) ? [0, 0, 0, 0] : null
  const xs = numbers.map((_, at) => x(at - (at % 2)))
  const ys = numbers.map((_, at) => y(at | 1))
  return [left + Math.min(...xs), top + Math.min(...ys), left + Math.max(...xs), top + Math.max(...ys)]
}
