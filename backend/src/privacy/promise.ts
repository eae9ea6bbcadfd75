import type { World } from '../world.ts'

/** Whether what was promised holds: by the latest look at the running system. */
export type PromiseState = 'kept' | 'attention' | 'broken' | 'unused'

/**
 * One thing that a check saw, under a name whose words the screens have. Anyone is shown limits, fixed words and the
 * order of magnitude of counts; exact counts and what is `exactly` so (versions, addresses) are the operator's.
 */
export type Fact =
  | { fact: string; count: number }
  /** How old something is, in seconds; null: there is none. */
  | { fact: string; age: number | null }
  /** A limit that we hold ourselves to, as it is written: `P7D`, `30 min`. */
  | { fact: string; limit: string }
  /** A fixed word of ours. */
  | { fact: string; word: string }
  | { fact: string; exactly: string }

export interface Evidence {
  state: PromiseState
  facts: Fact[]
}

/** A promise of the policy as the domain brings it that keeps it. */
export interface PromiseEntry {
  /** As the policy's sentences and the tests name it. */
  id: `P${number}.${number}`
  /** What is promised, in a sentence. */
  promise: string
  /** How it is enforced, in a sentence. */
  enforced: string
  /** Looks at the running system; it never answers a constant. Throws when it cannot tell: that shows as attention. */
  check(world: World): Promise<Evidence>
}
