/** Asks whoever holds the session to prove it again; true once they have. */
type Ask = () => Promise<boolean>

let ask: Ask | null = null
let asking: Promise<boolean> | null = null

/** Lets a screen ask from now on; gives the function that takes it back. */
export function proveBy(next: Ask): () => void {
  ask = next
  return () => {
    if (ask === next) ask = null
  }
}

/**
 * Has the session proven again. Whoever asks meanwhile waits for the same answer.
 *
 * @returns false when they would rather not, or no screen can ask
 */
export function proveAgain(): Promise<boolean> {
  asking ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
    asking = null
  })
  return asking
}

/** Whether a session still counts as proven at `now`; `until` is the account's `confirmedUntil`. */
export const isProven = (until: string | null, now: Date): boolean => until !== null && new Date(until) > now
