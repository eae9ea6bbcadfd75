export type Category =
  | 'account'
  | 'configuration'
  | 'knowledge'
  | 'conversation'
  | 'consent'
  | 'usage'
  | 'billing'
  | 'security'
  | 'operation'

export type Purpose = 'provide' | 'improve' | 'support' | 'bill' | 'secure' | 'obey'

/** Articles of the GDPR that anything here rests on. */
export type Basis =
  | 'Art. 6(1)(a)'
  | 'Art. 6(1)(b)'
  | 'Art. 6(1)(c)'
  | 'Art. 6(1)(f)'
  | 'Art. 7(1)'
  | 'no personal data'

/** An ISO 8601 duration of one unit. */
export type Term = `P${number}${'Y' | 'M' | 'D'}` | `PT${number}${'H' | 'M'}`

/** One table: which category of personal data it is, what for, on which basis (GDPR) and for how long. */
export interface TableEntry {
  category: Category
  purposes: Purpose[]
  basis: Basis
  retention: string
  /** For machines: the time that the words count, from when they count it; none where something else ends it. */
  term?: Term
  /** Every column, with what it holds in a few words. */
  columns: Record<string, string>
}

/** Each domain brings its own piece; a column that is on none of them fails the build (P1.11). */
export type DataMap = Record<string, TableEntry>
