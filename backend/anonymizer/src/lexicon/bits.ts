/** What is known of a word, as bits. */
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

/**
 * What makes a name nobody's: that it is `known` as a brand's or as that of a famous person (keys with blanks between
 * them), that a `product` or a word for a company stands `before` it or `after` it (in lower case).
 */
export type Veto = 'known' | 'product' | 'before' | 'after'

/** What somebody knows of names and of ordinary words. */
export interface Lexicon {
  /** The bits of a word, given by its key. */
  bitsOf(key: string): number
  vetoes(veto: Veto, words: string): boolean
}

/** The bits of a word by what is listed; a name that is listed as `muller` is `mueller` as well. */
export const bitsBy =
  (look: (key: string) => number) =>
  (key: string): number => {
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

/** The keys of the words of a phrase. */
export function keysOf(phrase: string): string[] {
  return keyOf(phrase.toLowerCase())
    .split(/[^\p{L}\p{N}]+/u)
    .filter(key => key !== '')
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
