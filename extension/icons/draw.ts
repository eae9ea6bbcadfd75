import { crossings, type Shape, shapesOf } from './shapes.ts'

/** Each pixel is looked at so many times along each side. */
const finer = 8

/**
 * Draws an SVG of filled rectangles and paths on a square of so many pixels. Gives the pixels as RGBA, row by row.
 * Nothing of the machine has a part in it, so the same drawing has the same bytes everywhere.
 */
export function draw(svg: string, size: number): Uint8Array {
  const { side, shapes } = shapesOf(svg)
  const scale = side / size / finer
  const pixels = new Uint8Array(size * size * 4)
  for (let y = 0; y < size; y++) {
    const lines = Array.from({ length: finer }, (_, at) => lineAt(shapes, (y * finer + at + 0.5) * scale))
    for (let x = 0; x < size; x++) pixels.set(meanOf(lines, x * finer, scale), (y * size + x) * 4)
  }
  return pixels
}

type Line = { fill: Shape['fill']; crossed: number[] }[]

/** The shapes along a level line, the topmost first. */
function lineAt(shapes: Shape[], y: number): Line {
  return shapes.map(({ outline, fill }) => ({ fill, crossed: crossings(outline, y) })).reverse()
}

/** The mean of what is seen in one pixel, colours weighed by how much they cover. */
function meanOf(lines: Line[], from: number, scale: number): number[] {
  const sum = [0, 0, 0]
  let covered = 0
  for (const line of lines)
    for (let x = from; x < from + finer; x++) {
      const fill = topmost(line, (x + 0.5) * scale)
      if (!fill) continue
      covered++
      for (const at of [0, 1, 2]) sum[at]! += fill[at]!
    }
  if (covered === 0) return [0, 0, 0, 0]
  return [...sum.map(part => Math.round(part / covered)), Math.round((covered / finer ** 2) * 255)]
}

function topmost(line: Line, x: number): Shape['fill'] | undefined {
  return line.find(({ crossed }) => crossed.filter(at => at < x).length % 2 === 1)?.fill
}
