import { bitsBy, keysOf, type Lexicon, type Veto } from './bits.ts'
import famous from './famous.json' with { type: 'json' }
import names from './names.json' with { type: 'json' }
import lists from './vetoes.json' with { type: 'json' }

/** All that the house knows, in data too large for a browser. */
export const lexicon: Lexicon = {
  bitsOf: bitsBy(look),
  vetoes: (veto, words) => vetoes[veto].has(words),
}

const known = `${lists.known}|${famous.people}`.split('|')
const vetoes: Record<Veto, ReadonlySet<string>> = {
  known: new Set(known.map(name => keysOf(name).join(' '))),
  product: new Set(lists.product.split('|')),
  before: new Set(lists.before.split('|')),
  after: new Set(lists.after.split('|')),
}

/**
 * The lexicon as a table of the hashes of its words, three places for each: a fraction of the time and memory of a Map
 * of strings. A word that is not in it passes for one that is once in fifty thousand. The data groups the words by their
 * bits; in a group each word is written as the count of letters that it shares with the one before (A for none, B for
 * one …) and the rest of its letters.
 */
interface Table {
  hashes: Int32Array
  bits: Uint16Array
}

const places = 1 << 18
let table: Table | undefined

function look(key: string): number {
  table ??= read()
  let hash = basis
  for (let at = 0; at < key.length; at++) hash = step(hash, key.charCodeAt(at))
  return table.bits[placeOf(table, hash)] ?? 0
}

function read(): Table {
  const empty: Table = { hashes: new Int32Array(places), bits: new Uint16Array(places) }
  for (const [bits, packed] of Object.entries(names)) unpack(packed, Number.parseInt(bits, 36), empty)
  return empty
}

function unpack(packed: string, bits: number, into: Table) {
  const prefixes = new Int32Array(32).fill(basis)
  let length = 0
  for (let at = 0; at < packed.length; ) {
    length = packed.charCodeAt(at++) - 65
    let hash = prefixes[length] as number
    for (let code = packed.charCodeAt(at); code > 90; code = packed.charCodeAt(++at)) {
      hash = step(hash, code)
      prefixes[++length] = hash
    }
    const place = placeOf(into, hash)
    into.hashes[place] = hash
    into.bits[place] = bits
  }
}

/** FNV-1a, a letter at a time. */
const basis = 0x811c9dc5 | 0
function step(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193)
}

/** Where a hash stands, or the free place where it would. */
function placeOf({ hashes }: Table, hash: number): number {
  let place = (hash ^ (hash >>> 15)) & (places - 1)
  while (hashes[place] !== 0 && hashes[place] !== hash) place = (place + 1) & (places - 1)
  return place
}
