import names from './names.json' with { type: 'json' }

/**
 * What is known of a word, as bits. The data groups the words by their bits; in a group each word is written as the
 * count of letters that it shares with the one before (A for none, B for one …) and the rest of its letters.
 */
export const given = 1
export const family = 2
/** A given name that is a person's wherever it has a capital and is no word of the language around it. */
export const sure = 4
/** A family name so common that it may stand beside a word that is not known. */
export const firm = 8
/** First of all something else: a place, a month, a day, a brand, a colour. */
export const thing = 16
/** A given name that is not a word of any of the languages, so that it is one in lower case as well. */
export const plain = 2048
/** A family name that is a word as well, often a trade, and is met in lower case nevertheless. */
export const trade = 4096
/** An ordinary word of a language. */
export const wordIn = { en: 32, de: 64, fr: 128, es: 256, it: 512, nl: 1024 } as const
export const anyWord = 32 | 64 | 128 | 256 | 512 | 1024

/** The bits of a word, given by its key. */
export function bitsOf(key: string): number {
  const bits = look(key)
  if (bits || !/[aou]e/.test(key)) return bits
  return look(key.replace(/([aou])e/g, '$1')) & (given | family | firm)
}

/** A word in lower case without its accents. */
export function keyOf(lower: string): string {
  if (isPlain(lower)) return lower
  return lower
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßøłđðþæœıə]/g, letter => plainLetters[letter] ?? letter)
}

function isPlain(lower: string): boolean {
  for (let at = 0; at < lower.length; at++) if (lower.charCodeAt(at) > 127) return false
  return true
}

const plainLetters: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ə: 'e',
}

/**
 * The lexicon as a table of the hashes of its words, three places for each: a fraction of the time and memory of a Map
 * of strings. A word that is not in it passes for one that is once in fifty thousand.
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
