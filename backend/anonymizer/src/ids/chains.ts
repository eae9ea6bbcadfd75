import { matches } from '../matches.ts'
/** Digits in groups, with no more between them than the signs with which people break up a long number. */
export interface Chain {
  /** All digits, one group after the other. */
  digits: string
  /** Where each group begins and ends in the text. */
  starts: number[]
  ends: number[]
  /** Where each group begins in the digits; one more for the end. */
  offsets: number[]
}

/** Some neighbouring groups of a chain. */
export interface Window {
  start: number
  end: number
  digits: string
  /** The number of the first group and of the last. */
  first: number
  last: number
}

export function chainsOf(text: string): Chain[] {
  const chains: Chain[] = []
  let chain: Chain | undefined
  for (const { 0: digits, index } of matches(text, /\d+/g)) {
    if (!chain || !isJoint(text, chain.ends.at(-1)!, index)) {
      if (isSuffix(text, index, digits)) continue
      chain = { digits: '', starts: [], ends: [], offsets: [0] }
      chains.push(chain)
    }
    chain.digits += digits
    chain.starts.push(index)
    chain.ends.push(index + digits.length)
    chain.offsets.push(chain.digits.length)
  }
  return chains
}

/**
 * The windows that begin with a group and have as many digits in as few groups as asked, short ones first. A row of
 * single digits is none, nor is a part of what dashes or dots hold together.
 */
export function windowsAt(
  text: string,
  chain: Chain,
  first: number,
  digits: [number, number],
  groups: number,
): Window[] {
  const windows: Window[] = []
  const start = chain.starts[first]!
  const from = chain.offsets[first]!
  const closing = chain.ends.length - 1
  if (first > 0 && !isBreak(text, start - 1)) return windows
  for (let last = first; last <= closing && last < first + groups; last++) {
    const to = chain.offsets[last + 1]!
    const end = chain.ends[last]!
    if (to - from > digits[1]) break
    if (to - from < Math.max(digits[0], 2 * (last - first)) || !(last === closing || isBreak(text, end)))
      continue
    windows.push({ start, end, digits: chain.digits.slice(from, to), first, last })
  }
  return windows
}

function isBreak(text: string, at: number): boolean {
  const sign = text.charAt(at)
  return sign === ' ' || sign === '/'
}

/** The end of a word, like that of `AHVN13`, and no beginning. */
function isSuffix(text: string, at: number, digits: string): boolean {
  return digits.length < 3 && text.charAt(at + digits.length) === ' ' && /\p{L}/u.test(text.charAt(at - 1))
}

/** One space, dash, dot or slash, perhaps with a space on either side. */
function isJoint(text: string, from: number, to: number): boolean {
  if (to - from === 1) return ' -./+'.includes(text[from]!)
  return to - from < 4 && /^ ?[ ./-] ?$/.test(text.slice(from, to))
}
