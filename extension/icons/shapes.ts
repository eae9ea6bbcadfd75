export type Point = [x: number, y: number]
/** A closed outline of straight steps, filled with one colour. */
export interface Shape {
  outline: Point[]
  fill: [red: number, green: number, blue: number]
}

/** So many straight steps stand for a curve. */
const steps = 24

/** Reads `rect` (with `rx`) and `path` (`M`, `c`, `z`) with a `fill` of six hex digits; other elements are not known. */
export function shapesOf(svg: string): { side: number; shapes: Shape[] } {
  const [, side = '24'] = /viewBox="0 0 ([\d.]+) \1"/.exec(svg) ?? []
  const shapes = [...svg.matchAll(/<(rect|path)\b([^>]*)>/g)].map(([, element, inner = '']) => {
    const attributes = new Map(
      [...inner.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    )
    const get = (name: string) => attributes.get(name) ?? ''
    const outline =
      element === 'rect'
        ? rounded(Number(get('width')), Number(get('height')), Number(get('rx')))
        : curved(get('d'))
    return { outline, fill: colour(get('fill')) }
  })
  return { side: Number(side), shapes }
}

/** Where a level line crosses an outline; a point is inside when an odd number of crossings lies left of it. */
export function crossings(outline: Point[], y: number): number[] {
  const found: number[] = []
  let [x1, y1] = outline.at(-1)!
  for (const [x2, y2] of outline) {
    if (y1 > y !== y2 > y) found.push(((x2 - x1) * (y - y1)) / (y2 - y1) + x1)
    ;[x1, y1] = [x2, y2]
  }
  return found
}

function colour(hex: string): Shape['fill'] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function rounded(width: number, height: number, radius: number): Point[] {
  const corners: Point[] = [
    [width - radius, height - radius],
    [radius, height - radius],
    [radius, radius],
    [width - radius, radius],
  ]
  return corners.flatMap(([x, y], corner) =>
    Array.from({ length: steps + 1 }, (_, step): Point => {
      const angle = (Math.PI / 2) * (corner + step / steps)
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
    }),
  )
}

/** `M x y` and then `c` with three points for each curve, relative to where it begins. */
function curved(d: string): Point[] {
  const [x = 0, y = 0, ...rest] = (d.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number)
  const outline: Point[] = [[x, y]]
  for (let at = 0; at + 6 <= rest.length; at += 6) {
    const from = outline.at(-1)!
    const [a, b, c, d, e, f] = rest
      .slice(at, at + 6)
      .map((part, index) => part + from[index % 2]!) as number[]
    const bend = (t: number): Point => [cubic(t, from[0], a!, c!, e!), cubic(t, from[1], b!, d!, f!)]
    for (let step = 1; step <= steps; step++) outline.push(bend(step / steps))
  }
  return outline
}

function cubic(t: number, from: number, first: number, second: number, to: number): number {
  const rest = 1 - t
  return rest ** 3 * from + 3 * rest ** 2 * t * first + 3 * rest * t ** 2 * second + t ** 3 * to
}
