/** A bar of a chart that is 100 high: where it stands and how far it reaches, in the chart's own units. */
export interface Bar {
  x: number
  y: number
  width: number
  height: number
}

const height = 100
/** The share of its place that a bar fills. */
const filled = 0.72
/** Something is never drawn as nothing. */
const least = 1.5

/** Bars for values, each in a place that is 10 wide, up to `top`. */
export function barsOf(values: readonly number[], top: number): Bar[] {
  return values.map((value, index) => {
    const tall = value > 0 ? Math.max((value / top) * height, least) : 0
    return { x: index * 10 + 5 * (1 - filled), y: height - tall, width: 10 * filled, height: tall }
  })
}

/** A round number that no value is above and whose half is whole. */
export function topOf(values: readonly number[]): number {
  const most = Math.max(4, ...values)
  const size = 10 ** Math.floor(Math.log10(most))
  return [2, 4, 6, 8, 10].map(step => step * size).find(top => top >= most) ?? most
}
