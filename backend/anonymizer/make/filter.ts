import { questionOf, width } from '../src/lexicon/filter.ts'

/** Makes a filter of words in which another word passes once in 2^planes, as it is kept. */
export function filterOf(words: readonly string[], planes: number): string {
  // Of a tenth more places than words most seeds make a filter; each time that one does not, there are a few more.
  for (let seed = 1, spare = 0.03; ; seed++, spare += 0.002) {
    const places = Math.ceil((words.length * (1 + spare) + width) / 32) * 32
    const rows = rowsOf(words, planes, { seed, places })
    if (rows) return `${seed} ${planes} ${written(solved(rows, places), places, planes)}`
  }
}

/** An equation: the places that count, from the row's own on, and what they give. */
interface Row {
  picked: bigint
  answer: number
}

/** Each place has one equation that begins with it, at most; `undefined` when two words contradict each other. */
function rowsOf(words: readonly string[], planes: number, filter: { seed: number; places: number }) {
  const rows: (Row | undefined)[] = []
  for (const word of words) {
    const { start, low, high, answer } = questionOf(word, filter)
    let place = start
    let picked = (BigInt(high) << 32n) | BigInt(low)
    let rest = answer & (2 ** planes - 1)
    for (;;) {
      const row = rows[place]
      if (!row) {
        rows[place] = { picked, answer: rest }
        break
      }
      picked ^= row.picked
      rest ^= row.answer
      if (picked === 0n && rest === 0) break
      if (picked === 0n) return undefined
      while (!(picked & 1n)) {
        picked >>= 1n
        place++
      }
    }
  }
  return rows
}

/** What stands in each place, from the last one on: what nobody asks for is 0. */
function solved(rows: readonly (Row | undefined)[], places: number): Uint32Array {
  const found = new Uint32Array(places)
  for (let place = places - 1; place >= 0; place--) {
    const row = rows[place]
    if (!row) continue
    let value = row.answer
    for (let bit = 1; bit < width; bit++)
      if ((row.picked >> BigInt(bit)) & 1n) value ^= found[place + bit] ?? 0
    found[place] = value
  }
  return found
}

function written(found: Uint32Array, places: number, planes: number): string {
  const bytes = new Uint8Array((places / 8) * planes)
  for (let plane = 0; plane < planes; plane++)
    for (let place = 0; place < places; place++)
      if ((found[place]! >>> plane) & 1) bytes[(plane * places + place) >>> 3]! |= 1 << (place & 7)
  return Buffer.from(bytes).toString('base64')
}
