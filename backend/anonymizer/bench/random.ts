/** Gives numbers from 0 up to, but not including, 1; the same ones for the same seed. */
export type Random = () => number

export function randomOf(seed: string): Random {
  let state = 0x811c9dc5
  for (const sign of seed) state = Math.imul(state ^ sign.codePointAt(0)!, 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const chance = (random: Random, share: number): boolean => random() < share

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!

/** A whole number from `from` to `to`, both included. */
export const whole = (random: Random, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1))

export const signs = (random: Random, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('')

export const digits = (random: Random, length: number): string => signs(random, '0123456789', length)
export const hex = (random: Random, length: number): string => signs(random, '0123456789abcdef', length)
export const capitals = (random: Random, length: number): string =>
  signs(random, 'ABCDEFGHJKLMNPRSTUVWXYZ', length)

/** Fills a pattern: `#` becomes a digit, `1` to `9` stay, `@` becomes a capital letter. */
export const patterned = (random: Random, pattern: string): string =>
  pattern.replace(/[#@]/g, sign => (sign === '#' ? digits(random, 1) : capitals(random, 1)))

export const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** Takes one by weight: `[['a', 3], ['b', 1]]` gives `a` three times out of four. */
export function weighed<T>(random: Random, list: readonly (readonly [T, number])[]): T {
  let at = random() * list.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of list) {
    at -= weight
    if (at < 0) return value
  }
  return list.at(-1)![0]
}
