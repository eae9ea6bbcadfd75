import { number, shape, text } from '@atavus/widget/client/checked.ts'
import { type Code, codeOf, Problem } from '@atavus/widget/client/problem.ts'
import type { Shelf } from '../lib/shelf.ts'
import type { Accounts } from './accounts.ts'
import type { Devices } from './devices.ts'
import { deviceName } from './name.ts'
import { newPkce } from './pkce.ts'
import { isSafePage } from './server.ts'

/** A sign-in on its way. It lies in memory, so that it goes on when the panel is closed and opened again. */
const waiting = shape({
  server: text,
  request: text,
  verifier: text,
  code: text,
  page: text,
  everySeconds: number,
  expiresAt: text,
})
export type Waiting = ReturnType<typeof waiting>

interface Setup {
  memory: Shelf
  devices: Devices
  accounts: Accounts
  userAgent?: string
  now?: () => Date
  pause?: (ms: number, signal: AbortSignal) => Promise<void>
}

export type SignIn = ReturnType<typeof createSignIn>

/** Signing in through the server's own page: a code is shown here and there, and only who sees both says yes. */
export function createSignIn({ memory, devices, accounts, ...given }: Setup) {
  const { userAgent = navigator.userAgent, now = () => new Date(), pause = wait } = given
  /** Told by what lies in memory: a panel that is merely closed cancels nothing. */
  const wasCancelled = async (request: string) => {
    const found = await memory.get('signing-in')
    return found === undefined || waiting(found).request !== request
  }
  return {
    /** A sign-in that was begun before, if it still may end well. */
    async pending(): Promise<Waiting | null> {
      const found = await memory.get('signing-in')
      if (found === undefined) return null
      const before = waiting(found)
      return new Date(before.expiresAt) > now() ? before : null
    },
    async begin(server: string): Promise<Waiting> {
      const { verifier, challenge } = await newPkce()
      const asked = await devices.begin(server, challenge, deviceName(userAgent))
      if (!isSafePage(asked.page)) throw new Problem('broken')
      const begun = { server, verifier, ...asked }
      await memory.put('signing-in', begun)
      return begun
    },
    /** Waits for the yes. Ends with null when signed in, or with the reason why not. */
    async finish(
      { server, request, verifier, everySeconds, expiresAt }: Waiting,
      signal: AbortSignal,
    ): Promise<Code | null> {
      for (;;) {
        try {
          const signedIn = await devices.token(server, request, verifier)
          if (await wasCancelled(request)) {
            await devices.end(server, signedIn.refresh).catch(() => {})
            return 'not_yet'
          }
          await accounts.add(server, signedIn)
          await memory.drop('signing-in')
          return null
        } catch (error) {
          const code = codeOf(error)
          if (signal.aborted) return code
          const late = new Date(expiresAt) <= now()
          if (!patient.has(code) || late) {
            await memory.drop('signing-in')
            return patient.has(code) ? 'link_invalid' : code
          }
        }
        await pause(Math.max(1, everySeconds) * 1000, signal)
        if (signal.aborted) return 'not_yet'
      }
    },
    cancel: () => memory.drop('signing-in'),
  }
}

/** With these it may still come right. */
const patient = new Set<Code>(['not_yet', 'unreachable', 'busy', 'too_many_requests'])

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
