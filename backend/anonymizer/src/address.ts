/** Follows a text that comes in pieces, and knows whether it stands in an address. */
export interface AddressWatch {
  /** Goes on over what was written. */
  follow(text: string): void
  /** Whether what is written next would be part of an address. */
  isWithin(): boolean
}

type Place =
  | 'words'
  /** Behind `](`, or `]:` of a definition: blanks may come before the address. */
  | 'opened'
  | 'defined'
  /** In `](<…>`, where blanks are part of the address. */
  | 'angled'
  /** In `](…)`, to the first blank. */
  | 'target'
  /** In an address that stands in the text as it is. */
  | 'bare'

/**
 * Tells addresses in Markdown of whatever kind: of links, images and definitions, in angle brackets, and bare ones. One
 * lasts until a blank at the least, since readers of Markdown differ about where an address ends, and about what is one.
 */
export function addressWatch(): AddressWatch {
  let place: Place = 'words'
  /** The word that is being written, its last signs. */
  let word = ''

  function step(sign: string) {
    const blank = blanks.has(sign)
    const before = word
    word = blank ? '' : (word + sign).slice(-longest)
    if (place === 'angled') {
      if (sign === '\n' || (sign === '>' && !before.endsWith('\\'))) place = 'words'
    } else if (place === 'opened' || place === 'defined') {
      if (!blank) place = sign === '<' ? 'angled' : 'target'
    } else if (blank || (place === 'bare' && sign === '<')) place = 'words'
    if (place === 'angled') return
    if (sign === '(' && before.endsWith(']')) place = 'opened'
    else if (place === 'words') place = begun(word, sign)
  }

  return {
    follow(text) {
      for (let i = 0; i < text.length; i++) step(text[i]!)
    },
    isWithin: () => place !== 'words' && place !== 'defined',
  }
}

/** What begins with a word that has got one more sign. */
function begun(word: string, sign: string): Place {
  if (sign === ':' && word.endsWith(']:')) return 'defined'
  if (sign === '/' && word.endsWith('//')) return 'bare'
  if (sign === '.' && word.toLowerCase().endsWith('www.')) return 'bare'
  if (sign === ':' && (inBrackets.test(word) || word.toLowerCase().endsWith('mailto:'))) return 'bare'
  return 'words'
}

/** A scheme has 32 signs at most where it makes a link. */
const longest = 34
const inBrackets = /<[a-z][a-z\d+.-]{1,31}:$/i
// Those of ASCII: other ones are part of an address for some readers of Markdown.
const blanks = new Set(' \t\n\r\f\v')
