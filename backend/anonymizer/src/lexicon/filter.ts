/**
 * A set of words in so few bits that none of them can be read from it: a ribbon filter (Dillinger and Walzer, 2021).
 * Each word stands for 64 places in a row, of which it picks some; over these every plane gives one bit, and a word of
 * the set gives those that are its own. Another word passes for one of them once in 2^planes.
 */
export interface Filter {
  /** Which of many ways of scattering words. */
  seed: number
  /** Places of a plane, a multiple of 32. */
  places: number
  planes: Uint32Array[]
}

/** What a word asks of a filter: 64 places from `start` on, those of them that count, and what they are to give. */
export interface Question {
  start: number
  low: number
  high: number
  answer: number
}

export const width = 64

export function questionOf(word: string, { seed, places }: Omit<Filter, 'planes'>): Question {
  let hash = seed ^ 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  const next = () => {
    hash = (hash + 0x9e3779b9) | 0
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  return {
    start: Math.floor((next() / 2 ** 32) * (places - width + 1)),
    low: (next() | 1) >>> 0,
    high: next(),
    answer: next(),
  }
}

export function holds(filter: Filter, word: string): boolean {
  const { start, low, high, answer } = questionOf(word, filter)
  return filter.planes.every((plane, at) => {
    const picked = (bitsFrom(plane, start) & low) ^ (bitsFrom(plane, start + 32) & high)
    return parity(picked) === ((answer >>> at) & 1)
  })
}

/** 32 bits from a place on, the first of them the lowest. */
function bitsFrom(plane: Uint32Array, place: number): number {
  const [at, over] = [place >>> 5, place & 31]
  const first = (plane[at] ?? 0) >>> over
  return over === 0 ? first : first | ((plane[at + 1] ?? 0) << (32 - over))
}

function parity(bits: number): number {
  let folded = bits ^ (bits >>> 16)
  folded ^= folded >>> 8
  folded ^= folded >>> 4
  return (0x6996 >>> (folded & 15)) & 1
}

/** A filter as it is kept: `seed planes data`, the data in base64, plane after plane. */
export function filterFrom(kept: string): Filter {
  const [seed = '', count = '', data = ''] = kept.split(' ')
  const bytes = Uint8Array.from(atob(data), sign => sign.charCodeAt(0))
  const words = new Uint32Array(bytes.buffer)
  const size = words.length / Number(count)
  return {
    seed: Number(seed),
    places: size * 32,
    planes: Array.from({ length: Number(count) }, (_, at) => words.subarray(at * size, (at + 1) * size)),
  }
}
