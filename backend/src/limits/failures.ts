import type { LimitRule } from './rules.ts'

/** What one process remembers of networks whose credentials were no good. */
export interface Failures {
  /** Seconds for which the network is refused unheard; 0 while it is not. */
  wait(network: string): number
  failed(network: string): void
}

const most = 10_000

/**
 * Whoever comes again and again with credentials that are none is refused before anything is looked up for them. Kept
 * in memory (GCRA, as in the database's limits): it spares the database, and need not be exact over processes.
 */
export function createFailures({ burst, every }: LimitRule, seconds: () => number): Failures {
  const arrivals = new Map<string, number>()
  const left = (network: string) => Math.max((arrivals.get(network) ?? 0) - seconds(), 0)
  return {
    wait: network => {
      const over = left(network) - every * (burst - 1)
      return over > 0 ? Math.ceil(over) : 0
    },
    failed: network => {
      const next = seconds() + left(network) + every
      arrivals.delete(network)
      arrivals.set(network, next)
      if (arrivals.size <= most) return
      const [oldest] = arrivals.keys()
      if (oldest !== undefined) arrivals.delete(oldest)
    },
  }
}
