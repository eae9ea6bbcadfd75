interface Kept<Value> {
  (): Promise<Value>
  /** The next one is asked for anew. */
  forget(): void
}

const pauseMs = 60_000

/**
 * Keeps what was asked for, for some milliseconds; who comes meanwhile shares it. When it cannot be had anew, the last
 * one goes on, and a minute passes before the next try.
 */
export function kept<Value>(ms: number, now: () => Date, ask: () => Promise<Value>): Kept<Value> {
  let held: { at: number; ms: number; value: Promise<Value> } | undefined
  let last: { value: Value } | undefined

  async function anew(): Promise<Value> {
    try {
      last = { value: await ask() }
      return last.value
    } catch (error) {
      if (!last) {
        held = undefined
        throw error
      }
      held = { at: now().getTime(), ms: pauseMs, value: Promise.resolve(last.value) }
      return last.value
    }
  }

  const get = () => {
    const at = now().getTime()
    if (!held || Math.abs(at - held.at) >= held.ms) held = { at, ms, value: anew() }
    return held.value
  }
  return Object.assign(get, {
    forget: () => {
      held = undefined
    },
  })
}
