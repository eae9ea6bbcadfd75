/** Red, green and blue from 0 to 255, and how much of it covers what lies behind, from 0 to 1. */
export type Colour = number[]

const known = new Map<string, Colour | null>()

/** A colour as a browser computes it, in whichever space; null where it does not tell. */
export function colourOf(written: string): Colour | null {
  if (!known.has(written))
    known.set(written, /^rgb/.test(written) ? written.match(/[\d.e-]+/g)!.map(Number) : painted(written))
  return known.get(written)!
}

const coverOf = (colour: Colour) => colour[3] ?? 1

/** What another space's colour looks like only a canvas tells; where a browser lets nobody read one, black is not black. */
function painted(written: string): Colour | null {
  const paper = new OffscreenCanvas(2, 1).getContext('2d')!
  paper.fillRect(1, 0, 1, 1)
  paper.fillStyle = written
  paper.fillRect(0, 0, 1, 1)
  const [red, green, blue, cover, ...black] = paper.getImageData(0, 0, 2, 1).data
  return black[0]! + black[1]! < 9 ? [red!, green!, blue!, cover! / 255] : null
}

/** A colour as it looks over another one. */
export const over = (top: Colour, below: Colour): Colour =>
  [0, 1, 2].map(at => below[at]! + (top[at]! - below[at]!) * coverOf(top))

/** Whether nobody could tell one from the other. */
export const alike = (one: Colour, other: Colour): boolean =>
  [0, 1, 2].every(at => Math.abs(one[at]! - other[at]!) <= 8)
