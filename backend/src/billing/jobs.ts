/** A payment failed, and its owners are told again: `ending` some days before its plan holds no more, `over` then. */
export interface GraceStep {
  /** The invoice's id: once it is paid, or another one is due, nothing is told. */
  invoice: string
  step: 'ending' | 'over'
}

/** A workspace was deleted that was Stripe's customer: by their ids there. */
export interface CustomerEnd {
  customer: string
  /** Whether money moves: with the other kind of keys nobody knows it. */
  live: boolean
  checkout: string | null
}
