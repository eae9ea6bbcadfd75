/** How the client waits; tests hand in their own. */
export interface Patience {
  /** Ends after so many milliseconds, or sooner when the browser comes back online or to the front. */
  pause(ms: number, signal: AbortSignal): Promise<void>
  online(): boolean
  random(): number
}

/** A wait that doubles with each attempt up to ten seconds, with jitter, so that clients do not return in step. */
export function backoff(attempt: number, random: number): number {
  return Math.min(10_000, 500 * 2 ** attempt) * (0.5 + random / 2)
}

export const browserPatience: Patience = {
  online: () => navigator.onLine !== false,
  random: Math.random,
  pause: (ms, signal) =>
    new Promise(resolve => {
      const over = new AbortController()
      const end = () => {
        over.abort()
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(end, ms)
      const until = { signal: over.signal }
      addEventListener('online', end, until)
      addEventListener('pageshow', end, until)
      document.addEventListener('visibilitychange', () => !document.hidden && end(), until)
      signal.addEventListener('abort', end, until)
      if (signal.aborted) end()
    }),
}
