import { refusedBy } from './problem.ts'

/** Sends one request: `fetch`, or a test's stand-in. */
export type Send = (address: string, init: RequestInit) => Promise<Response>

/**
 * Wraps `send` so that an ended session is renewed once and the request sent again. Parallel requests share one
 * renewal, and tabs wait for each other: a refresh token that is used twice counts as stolen.
 *
 * @param renew renews the session; false when there is none any more
 */
export function withSession(send: Send, renew: () => Promise<boolean>): Send {
  let renewing: Promise<boolean> | null = null
  const renewOnce = () => {
    renewing ??= renew().finally(() => {
      renewing = null
    })
    return renewing
  }
  return async (address, init) => {
    const answer = await send(address, init)
    if (answer.status !== 401) return answer
    const { code } = await refusedBy(answer.clone())
    if (code !== 'token_expired' && code !== 'unauthenticated') return answer
    return (await renewOnce()) ? send(address, init) : answer
  }
}

/** Runs a task while no other tab runs it; where the browser has no locks, at once. */
export function aloneAmongTabs<T>(task: () => Promise<T>): Promise<T> {
  if (!globalThis.navigator?.locks) return task()
  return navigator.locks.request('session', task) as Promise<T>
}
