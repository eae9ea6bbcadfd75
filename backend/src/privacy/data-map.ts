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

/** One table: which category of personal data it is, what for, on which basis (GDPR) and for how long. */
export interface TableEntry {
  category: Category
  purposes: Purpose[]
  /** Article of the GDPR, or `no personal data`. */
  basis: string
  retention: string
  /** Every column, with what it holds in a few words. */
  columns: Record<string, string>
}

/** Each domain brings its own piece; a column that is on none of them fails the build (P1.11). */
export type DataMap = Record<string, TableEntry>
