import { useCallback, useEffect, useState } from 'preact/hooks'

/** Something that comes from the backend: on its way (`before` is what it replaces), here, or not to be had. */
export type Loaded<T> =
  | { phase: 'loading'; before?: T }
  | { phase: 'ready'; data: T }
  | { phase: 'failed'; error: unknown }

/**
 * Loads when the component appears and whenever `keys` change; an answer that comes too late is dropped.
 *
 * @returns the state, a function that loads again, and one that puts newer data in its place
 */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, keys: readonly unknown[]) {
  const [state, setState] = useState<Loaded<T>>({ phase: 'loading' })
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    const giveUp = new AbortController()
    setState(waiting)
    load(giveUp.signal).then(
      data => giveUp.signal.aborted || setState({ phase: 'ready', data }),
      error => giveUp.signal.aborted || setState({ phase: 'failed', error }),
    )
    return () => giveUp.abort()
  }, [attempt, ...keys])

  const again = useCallback(() => setAttempt(count => count + 1), [])
  const put = useCallback((data: T) => setState({ phase: 'ready', data }), [])
  return { state, again, put }
}

/** What was shown stays while something newer is on its way, so that the page does not jump. */
function waiting<T>(state: Loaded<T>): Loaded<T> {
  return state.phase === 'ready' ? { phase: 'loading', before: state.data } : { phase: 'loading' }
}
