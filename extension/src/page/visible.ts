// What a person sees of a page. Words that are hidden are left out: they were not meant for the reader, and are where
// orders to a machine are hidden.

/** Whether the words of an element can be seen, apart from what its parents hide. */
export function isShown(element: Element, style: CSSStyleDeclaration): boolean {
  if (
    !element.checkVisibility({
      opacityProperty: true,
      visibilityProperty: true,
      contentVisibilityAuto: false,
    })
  )
    return style.display === 'contents'
  if (Number.parseFloat(style.fontSize) < smallestFont) return false
  if (Number.parseFloat(style.opacity) < faintest) return false
  if (isClear(style.color) || Number.parseFloat(style.textIndent) < -farAway) return false
  return style.display === 'inline' || style.display === 'contents' || hasPlace(element, style)
}

/** In pixels: nobody reads what is smaller. */
const smallestFont = 4
const faintest = 0.06
const farAway = 1000

/** Whether an element takes a place that can be scrolled to, and shows what is in it. */
function hasPlace(element: Element, style: CSSStyleDeclaration): boolean {
  const box = element.getBoundingClientRect()
  const left = box.left + scrollX
  const top = box.top + scrollY
  if (
    left + Math.max(box.width, element.scrollWidth) <= 0 ||
    top + Math.max(box.height, element.scrollHeight) <= 0
  )
    return false
  const clips = style.overflow !== 'visible' || style.clipPath !== 'none' || style.clip !== 'auto'
  if (!clips) return true
  if (/inset\(\s*(?:50|100)%|circle\(0/.test(style.clipPath)) return false
  return box.width > 2 && box.height > 2
}

/** Whether words have no colour, or that of what lies behind them. */
export function isUnreadable(element: Element, style: CSSStyleDeclaration): boolean {
  const colour = parts(style.color)
  const behind = groundOf(element)
  if (!colour || !behind) return false
  return colour.slice(0, 3).every((part, at) => Math.abs(part - behind[at]!) <= nearlySame)
}

const nearlySame = 6

/** The colour behind an element; null where a picture or a gradient may be. */
function groundOf(element: Element | null): number[] | null {
  for (let one = element; one; one = one.parentElement) {
    const { backgroundColor, backgroundImage } = getComputedStyle(one)
    if (backgroundImage !== 'none') return null
    const colour = parts(backgroundColor)
    if (!colour) return null
    if ((colour[3] ?? 1) > 0.9) return colour
    if ((colour[3] ?? 1) > 0) return null
  }
  return matchMedia('(prefers-color-scheme: dark)').matches ? null : [255, 255, 255]
}

const isClear = (colour: string) => parts(colour)?.[3] === 0

/** `rgb(1, 2, 3)` and `rgba(1, 2, 3, 0.5)`, as a browser computes them; null for other spaces of colour. */
function parts(colour: string): number[] | null {
  const [, inner] = /^rgba?\(([^)]*)\)$/.exec(colour) ?? []
  return inner ? inner.split(/[,/\s]+/).map(Number) : null
}
