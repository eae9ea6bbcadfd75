/**
 * SHA-256 (FIPS 180-4), because the one that browsers and Node share answers only later. Its constants are the first
 * bits of the fractions of the square and cube roots of the first primes.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const padded = pad(bytes)
  const state = [...beginning]
  const words = new Int32Array(64)
  for (let block = 0; block < padded.byteLength; block += 64) {
    for (let at = 0; at < 16; at++) words[at] = padded.getInt32(block + at * 4)
    for (let at = 16; at < 64; at++) words[at] = expanded(words, at)
    mix(state, words)
  }
  const digest = new DataView(new ArrayBuffer(32))
  for (const [at, word] of state.entries()) digest.setInt32(at * 4, word)
  return new Uint8Array(digest.buffer)
}

function pad(bytes: Uint8Array): DataView {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 4, bytes.length * 8)
  return view
}

function expanded(words: Int32Array, at: number): number {
  const early = words[at - 15]!
  const late = words[at - 2]!
  const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)
  const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10)
  return words[at - 16]! + first + words[at - 7]! + second
}

function mix(state: number[], words: Int32Array) {
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number]
  for (let round = 0; round < 64; round++) {
    const wide = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
    const first = (h + wide + ((e & f) ^ (~e & g)) + constants[round]! + words[round]!) | 0
    const tall = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
    const second = (tall + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) state[at] = (state[at]! + value) | 0
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

const beginning = primes(8).map(prime => bits(Math.sqrt(prime)))
const constants = primes(64).map(prime => bits(Math.cbrt(prime)))

function bits(root: number): number {
  return ((root % 1) * 2 ** 32) | 0
}

function primes(count: number): number[] {
  const found: number[] = []
  for (let number = 2; found.length < count; number++) {
    if (found.every(prime => number % prime !== 0)) found.push(number)
  }
  return found
}
