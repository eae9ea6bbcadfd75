import { Problem, problemOf } from '@atavus/widget/client/problem.ts'

export interface Options {
  body?: object
  token?: string
  headers?: Record<string, string>
  signal?: AbortSignal | null
}

export type Send = (server: string, method: string, path: string, options?: Options) => Promise<Response>

/** No cookie goes along or is taken, and a redirect leads nowhere: a token is for the server it came from. */
const discreet = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
  redirect: 'error',
} as const

/** Asks a server (its origin), and throws a Problem when it says no or is not to be reached. */
export function sender(fetching: typeof fetch = (input, init) => fetch(input, init)): Send {
  return async (server, method, path, { body, token, headers = {}, signal = null } = {}) => {
    const response = await fetching(`${server}${path}`, {
      ...discreet,
      method,
      signal,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    }).catch(error => {
      throw signal?.aborted ? error : new Problem('unreachable')
    })
    if (!response.ok) throw await problemOf(response)
    return response
  }
}
