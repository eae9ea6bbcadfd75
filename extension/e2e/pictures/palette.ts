const most = 128

/** Pixels as numbers of colours, and the colours: three bytes each. */
interface Indexed {
  pixels: Uint8Array
  palette: Uint8Array
}

/**
 * RGBA pixels in at most 128 colours: the most common ones, and for every other the nearest of those. For pictures of
 * words on plain ground, where what is rare is the edge of a letter.
 */
export function indexed(rgba: Uint8Array): Indexed {
  const counts = new Map<number, number>()
  const colours = Array.from({ length: rgba.length / 4 }, (_, at) => colourAt(rgba, at * 4))
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const common = [...counts].sort(([one, many], [other, more]) => more - many || one - other)
  const palette = common.slice(0, most).map(([colour]) => colour)
  const numbers = new Map(common.map(([colour], at) => [colour, at < most ? at : nearest(palette, colour)]))
  return {
    pixels: Uint8Array.from(colours, colour => numbers.get(colour)!),
    palette: Uint8Array.from(palette.flatMap(channels)),
  }
}

const colourAt = (rgba: Uint8Array, at: number) => (rgba[at]! << 16) | (rgba[at + 1]! << 8) | rgba[at + 2]!
const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255]

function nearest(palette: number[], colour: number): number {
  const wanted = channels(colour)
  const distances = palette.map(one =>
    channels(one).reduce((sum, channel, at) => sum + (channel - wanted[at]!) ** 2, 0),
  )
  return distances.indexOf(Math.min(...distances))
}
