import { type Answer, address, type Body, type DoorName, doors, type Query } from './doors.ts'
import { Refused, refusedBy } from './problem.ts'
import { proveAgain } from './proof.ts'
import { aloneAmongTabs, withSession } from './session.ts'

export interface Request<N extends DoorName> {
  /** Values for the `{places}` of the path. */
  places?: Record<string, string>
  query?: Query<N>
  body?: Body<N>
  signal?: AbortSignal
}

/** These answer 401 for reasons of their own: there is no session to renew yet. */
const withoutSession: DoorName[] = [
  'signUpTerms',
  'signUp',
  'finishSignUp',
  'askReset',
  'resetPassword',
  'verifyEmail',
  'signIn',
  'signInByLink',
  'signOut',
  'seeInvitation',
  'outbox',
]

const sendPlain = (to: string, init: RequestInit) => fetch(to, init)
const sendRenewing = withSession(sendPlain, () =>
  aloneAmongTabs(async () => {
    const [method, path] = doors.refreshSession
    const answer = await fetch(path, { method })
    if (answer.status >= 500 || answer.status === 429) throw await refusedBy(answer)
    return answer.ok
  }),
)

/**
 * Knocks at a door of the backend with the session's cookies. Where the door wants to know again who holds them, they
 * are asked, and it is knocked at once more.
 *
 * @returns the answer's body; undefined where the contract has none
 * @throws Refused with the backend's code, or `offline`
 */
export async function call<N extends DoorName>(name: N, request: Request<N> = {}): Promise<Answer<N>> {
  try {
    return await knock(name, request)
  } catch (refusal) {
    const unproven = refusal instanceof Refused && refusal.code === 'confirmation_required'
    if (!unproven || !(await proveAgain())) throw refusal
    return await knock(name, request)
  }
}

async function knock<N extends DoorName>(name: N, request: Request<N>): Promise<Answer<N>> {
  const [method] = doors[name]
  const send = withoutSession.includes(name) ? sendPlain : sendRenewing
  const answer = await reach(() =>
    send(address(name, request.places, request.query), {
      method,
      ...(request.signal && { signal: request.signal }),
      ...(request.body !== undefined && {
        body: JSON.stringify(request.body),
        headers: { 'content-type': 'application/json' },
      }),
    }),
  )
  if (!answer.ok) throw await refusedBy(answer)
  const empty = answer.status === 202 || answer.status === 204
  return (empty ? undefined : await reach(() => answer.json())) as Answer<N>
}

/** A request that never arrived, or an answer that never ended, is `offline`; one that we gave up stays what it is. */
async function reach<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    if (error instanceof Refused || (error as Error).name === 'AbortError') throw error
    throw new Refused('offline')
  }
}
