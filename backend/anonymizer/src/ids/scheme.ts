/** An identifier as its country gives it out. Signs come bare: lower case, without what stands between them. */
export interface Scheme {
  name: string
  /** Whether the checks of the scheme hold; where it has none, whether such a value is ever given out. */
  valid(bare: string): boolean
  /** Whether a valid one, written like this, is recognised with no word about it beside. */
  alone?(written: string, bare: string): boolean
  /** So strong that "order number" before it does not speak against it. */
  sure?: boolean
  /** It has no checksum: only a word for this very scheme makes one out of bare digits. */
  unchecked?: boolean
  /** How sure one is that stands alone. */
  weight?: number
}

/** One of nothing but digits, in groups of whatever length. */
export interface NumberScheme extends Scheme {
  lengths: readonly number[]
  /** The only ways in which people write it, where others mean other things. */
  forms?: RegExp
}

/** One with letters in it: the pattern is global, and meant for lower case. */
export interface CodeScheme extends Scheme {
  pattern: RegExp
  /** Its dashes count: they stay. */
  whole?: boolean
}
