import { ModelFault } from './model.ts'

interface CircuitOptions {
  /** How many faults in a row open it. */
  faults?: number
  /** How long it stays open before one call may try again, in milliseconds. */
  pauseMs?: number
  /** Milliseconds of any clock that does not jump. */
  now(): number
}

/** How a call came out, as far as it says something about the model: `neutral` when it was stopped by us. */
export type Outcome = 'alive' | 'down' | 'neutral'

export interface Circuit {
  /**
   * Asks to make a call.
   * @returns what must be told, once, how the call came out.
   * @throws ModelFault `model_unavailable` at once while the circuit is open.
   */
  enter(): (outcome: Outcome) => void
}

/**
 * Spares visitors the wait for a model that is down: after some faults in a row calls fail at once;
 * after a pause a single call tries again, and its outcome closes the circuit or opens it anew.
 */
export function createCircuit({ faults = 5, pauseMs = 30_000, now }: CircuitOptions): Circuit {
  let row = 0
  let openUntil = 0
  let trying = false

  function leave(outcome: Outcome, trial: boolean) {
    if (trial) trying = false
    if (outcome === 'neutral') return
    row = outcome === 'alive' ? 0 : row + 1
    if (row >= faults) openUntil = now() + pauseMs
  }

  return {
    enter() {
      const open = row >= faults
      if (open && (trying || now() < openUntil)) throw new ModelFault('model_unavailable')
      if (open) trying = true
      let told = false
      return outcome => {
        if (!told) leave(outcome, open)
        told = true
      }
    },
  }
}
