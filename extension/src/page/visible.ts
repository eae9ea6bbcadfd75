import { type Box, both, boxOf, boxOfAll, inside, shapeOf } from './box.ts'
import { alike, type Colour, colourOf, over } from './colour.ts'
import { isDotted } from './secret.ts'

// What a person sees of a page. Words that are hidden are left out: they were not meant for the reader, and are where
// orders to a machine are hidden. Words count where they are drawn, not by how they were put there: what a box cuts off
// is gone (of a line that ends in dots its end, of a carousel the slides that wait), what can be scrolled to is not.
// Not noticed: words under something that is drawn over them, in the colour of a picture, or in a font without signs.

/** What can be seen of whatever an element holds. */
export interface Sight {
  /** Where words can be seen, and where elements can that are taken out of the flow: only some boxes hold those. */
  clip: Box
  afloat: Box
  opacity: number
  /** The colour behind words; null where it is not known. */
  ground: Colour | null
}

/** What can be seen of a document before anything stands in it. */
export function sightOfAll(document: Document): Sight {
  const clip = boxOfAll(document)
  // A browser in the dark has grounds of its own.
  const ground = matchMedia('(prefers-color-scheme: dark)').matches ? null : [255, 255, 255]
  return { clip, afloat: clip, opacity: 1, ground }
}

/** What can be seen in an element that stands in another; null where nothing can. */
export function sightIn(above: Sight, element: Element, style: CSSStyleDeclaration): Sight | null {
  const { display, position } = style
  if (display === 'contents') return above
  if (
    display === 'none' ||
    style.contentVisibility === 'hidden' ||
    veiled.test(style.filter + style.maskImage)
  )
    return null
  const opacity = above.opacity * Number(style.opacity)
  const shape = shapeOf(element, style)
  const cut = (box: Box) => (shape ? both(box, shape) : box)
  const within = /absolute|fixed/.test(position) ? above.afloat : above.clip
  const around = cut(position === 'fixed' ? both(within, [0, 0, innerWidth, innerHeight]) : within)
  const clip = clips(element, style) ? inside(around, element, style) : around
  const holds = position !== 'static' || style.transform !== 'none' || style.filter !== 'none'
  return {
    clip,
    afloat: holds ? clip : cut(above.afloat),
    opacity,
    ground: groundOn(above.ground, style),
  }
}

/** Filters and masks of which nothing is left that could be read. */
const veiled =
  /(?:opacity|contrast)\(0?(?:\.0\d*)?\)|blur\((?:[89]|\d\d)|t\((?:[^(]*rgba\(0, 0, 0, 0\))+[^(]*\)$/

const clips = (element: Element, { display, overflowX, overflowY }: CSSStyleDeclaration): boolean =>
  (overflowX !== 'visible' || overflowY !== 'visible') &&
  // What these hold of a page is the window's to scroll, or they clip nothing.
  !/^(?:HTML|BODY)$/.test(element.tagName) &&
  !/^(?:inline|ruby|table-(?!cell).*)$/.test(display)

function groundOn(
  below: Colour | null,
  { backgroundColor, backgroundImage }: CSSStyleDeclaration,
): Colour | null {
  const colour = colourOf(backgroundColor)
  if (backgroundImage !== 'none' || !colour) return null
  return colour[3] === 0 ? below : below ? over(colour, below) : (colour[3] ?? 1) > 0.9 ? colour : null
}

/** Whether words in an element are drawn, and in a colour that stands out. */
export function isReadable({ opacity, ground }: Sight, style: CSSStyleDeclaration): boolean {
  if (style.visibility !== 'visible' || isDotted(style)) return false
  const colour = colourOf(style.webkitTextFillColor || style.color)
  if (!colour) return opacity >= faintest
  const [red, green, blue, cover = 1] = colour as [number, number, number, number?]
  const seen = cover * opacity
  return seen >= faintest && !(ground && alike(over([red, green, blue, seen], ground), ground))
}

/** Of 1. */
const faintest = 0.1

/**
 * The words of a text that can be seen, from one of its signs to another: of a text that a box cuts off, what is left.
 * Measured piece by piece, and only where a piece is neither in nor out.
 */
export function seenOf(text: Text, clip: Box, from: number, to: number): string {
  range.setStart(text, from)
  range.setEnd(text, to)
  const lines = [...range.getClientRects()]
    .filter(({ width, height }) => width > 0.5 && height > smallest)
    .map(({ left, top, right, bottom }) => {
      // Through their middle: a line may be a little higher than the box that shows it.
      const half = Math.min(right - left, bottom - top) / 2 - 0.5
      const line: Box = [left + half, top + half, right - half, bottom - half]
      return { line, part: both(line, clip) }
    })
  const some = lines.some(({ part }) => part[0] < part[2] && part[1] < part[3])
  const whole = lines.every(({ line, part }) => String(line) === String(part))
  if (!some || whole || to - from < 12) return some ? text.data.slice(from, to) : ''
  const middle = (from + to) >> 1
  const blank = text.data.indexOf(' ', middle) + 1
  const at = blank > 0 && blank < to ? blank : middle
  return seenOf(text, clip, from, at) + seenOf(text, clip, at, to)
}

const range = document.createRange()
/** In pixels: nobody reads what is lower. */
const smallest = 4

/** Whether an image has room for its words. */
export function isShown(image: Element, clip: Box): boolean {
  const [left, top, right, bottom] = both(boxOf(image), clip)
  return right - left > smallest && bottom - top > smallest
}
