import type { Billing } from '@atavus/contract/billing'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Loaded } from '../lib/load.ts'

export interface HeldPlan {
  state: Loaded<Billing>
  /** Asks for it again, after something about it changed. */
  again: () => void
  /** Puts what a door answered in the place of what was known. */
  put: (billing: Billing) => void
}

/** Holds the workspace's plan for everything inside; null where there are no plans, or for whoever may not see it. */
export const Held = createContext<HeldPlan | null>(null)

/** The workspace's plan, on its way or here; null where there is none to see. */
export const useHeldPlan = () => useContext(Held)

/** What is known of the plan, also while it is asked again; null where nothing is. */
export function useKnownPlan(): Billing | null {
  const held = useHeldPlan()
  if (held?.state.phase === 'ready') return held.state.data
  return (held?.state.phase === 'loading' && held.state.before) || null
}
