/** The place of the first, of things in the order of a text, that begins at `start` or behind it, by halving. */
export function firstFrom<T>(all: readonly T[], start: number, startOf: (one: T) => number): number {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (startOf(all[middle]!) < start) low = middle + 1
    else high = middle
  }
  return low
}
