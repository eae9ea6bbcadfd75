import type { ConsentGiven, Erased, GiveConsent, PublicAssistant, Withdrawn } from '@atavus/contract/chat'
import { type Heard, hear } from './answer.ts'
import {
  consentGiven,
  erased,
  publicAssistant,
  type Remembered,
  requestOpened,
  tokenRenewed,
  visitorConversation,
  withdrawn,
} from './checked.ts'
import { personOf } from './jwt.ts'
import type { Memory } from './memory.ts'
import { browserPatience, type Patience } from './patience.ts'
import { Problem, problemOf } from './problem.ts'

/** Who the chat is for: the public key of a script tag, or an owner's ticket to try an assistant out. */
export type Credential = { key: string } | { ticket: string }

export interface Setup {
  /** Origin of the backend, without a slash at the end. */
  server: string
  credential: Credential
  memory: Memory
  fetch?: typeof fetch
  patience?: Patience
}

export type Client = ReturnType<typeof createClient>

export interface Question {
  /** UUID made here; the same id is answered once. */
  id: string
  text: string
  conversation: string | null
}

/** No cookie of anyone's goes along or is taken, and no address of the page but its origin. */
const discreet = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' } as const

/** The visitor's side of the chat over HTTP. Every call throws a Problem when it fails. */
export function createClient({ server, credential, memory, ...given }: Setup) {
  const send = given.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init))
  const patience = given.patience ?? browserPatience
  let renewing: Promise<void> | null = null
  let identity: string | null = null

  async function call(method: string, path: string, options: Options = {}): Promise<Response> {
    const { body, headers = {}, signal = null, token } = options
    const response = await send(`${server}/v1/chat/${path}`, {
      method,
      signal,
      ...discreet,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw await problemOf(response)
    return response
  }

  /**
   * A browser hides what a server says to a site that it does not welcome: it looks as if nobody were there.
   * Whether anybody is shows by asking without wanting to read the answer; if so, it was asked twice in vain.
   */
  async function whyNot(error: unknown, again: () => Promise<Response>): Promise<Response> {
    if (error instanceof Problem) throw error
    const lives = await send(`${server}/healthz`, { mode: 'no-cors', ...discreet }).then(
      () => true,
      () => false,
    )
    if (!lives) throw error
    return again().catch(second => {
      throw second instanceof Problem ? second : new Problem('origin_not_allowed', 403)
    })
  }

  async function asVisitor(method: string, path: string, options: Options = {}): Promise<Response> {
    const visitor = memory.visitor()
    if (!visitor) throw new Problem('consent_required', 403)
    try {
      return await call(method, path, { ...options, token: visitor.token })
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'token_expired') throw error
      await renew(visitor.token)
      return call(method, path, { ...options, token: memory.visitor()?.token })
    }
  }

  /** Calls that find the token expired together renew it once. */
  function renew(token: string): Promise<void> {
    renewing ??= call('POST', 'tokens', { token })
      .then(response => response.json())
      .then(body => {
        const visitor = memory.visitor()
        // By now it may be someone else's turn.
        if (visitor?.token === token) memory.keep({ ...visitor, token: tokenRenewed(body).token })
      })
      .finally(() => {
        renewing = null
      })
    return renewing
  }

  const json = async <T>(response: Promise<Response>, check: (value: unknown) => T) =>
    check(await (await response).json())

  return {
    memory,
    server,

    /**
     * Who is here, as the page's own server signed it (a JWT); null: nobody who is known. Says whether that is
     * someone else than before: then whoever was remembered is forgotten.
     */
    identify(as: string | null): boolean {
      const person = personOf(as)
      const before = memory.visitor()?.person
      const known = before === undefined ? personOf(identity) : before
      // Nobody is named yet, and nobody has agreed yet: it is whoever is here already.
      const same = as !== null && (person === known || (before === undefined && known === null))
      identity = as
      if (!same) memory.keep(null)
      return !same
    },

    /** `early`: the same request, sent before this code was here. */
    async assistant(language: string, early?: Promise<Response>): Promise<PublicAssistant> {
      const sent = await early?.catch(() => null)
      if (sent && !sent.ok) throw await problemOf(sent)
      const query = new URLSearchParams({ lang: language, ...('key' in credential && credential) })
      // A ticket is a secret and so no part of an address.
      const token = 'ticket' in credential ? credential.ticket : undefined
      const ask = () => call('GET', `assistant?${query}`, { token })
      const response = sent ?? (await ask().catch(error => whyNot(error, ask)))
      return json(Promise.resolve(response), publicAssistant)
    },

    /** Records the visitor's yes and remembers the token. */
    async consent(yes: Omit<GiveConsent, 'key' | 'ticket'>): Promise<ConsentGiven> {
      // The token of an earlier yes, to a notice that reads otherwise now: it stays the same visitor.
      const visitor = memory.visitor()
      const who = identity
      const body = { ...credential, ...(who !== null && { identity: who }), ...yes }
      const given = await json(call('POST', 'consents', { body, token: visitor?.token }), consentGiven)
      const person = who === null ? (visitor?.person ?? null) : personOf(who)
      if (personOf(identity) !== personOf(who)) throw new Problem('consent_required', 403)
      memory.keep({ token: given.token, history: yes.purposes.history, aside: null, person })
      return given
    },

    /** The answer to a question, heard to its end; `asked`: it was sent before, on another page. */
    hear({ id, text, conversation }: Question, asked: boolean, signal: AbortSignal): AsyncGenerator<Heard> {
      const accept = { accept: 'text/event-stream' }
      const body = { id, text, ...(conversation ? { conversation } : {}) }
      const line = {
        ask: (signal: AbortSignal) => asVisitor('POST', 'messages', { body, signal, headers: accept }),
        follow: (after: string, signal: AbortSignal) =>
          asVisitor('GET', `messages/${id}/events`, {
            signal,
            headers: after ? { ...accept, 'last-event-id': after } : accept,
          }),
      }
      return hear(line, asked, patience, signal)
    },

    async stop(question: string): Promise<void> {
      await asVisitor('POST', `messages/${question}/stop`)
    },
    async rate(question: string, thumb: 'up' | 'down' | null): Promise<void> {
      await asVisitor('POST', `messages/${question}/feedback`, { body: { thumb } })
    },
    /** Whether what the visitor does may be counted for improvement. */
    async object(improve: boolean): Promise<void> {
      await asVisitor('POST', 'objections', { body: { improve } })
    },
    /** Says what is wrong; answers the day by which it is answered. */
    correct: (text: string): Promise<{ due: string }> =>
      json(asVisitor('POST', 'corrections', { body: { text } }), requestOpened),
    conversation: (): Promise<Remembered> => json(asVisitor('GET', 'conversation'), visitorConversation),
    /** As it came, for a file or for the privacy room. */
    read: (path: 'archive' | 'conversation' | 'export'): Promise<Response> => asVisitor('GET', path),
    erase: (): Promise<Erased> => json(asVisitor('DELETE', 'conversations'), erased),
    /** Takes the yes back, and forgets the token. */
    async withdraw(erase: boolean): Promise<Withdrawn> {
      const done = await json(asVisitor('POST', 'consents/withdraw', { body: { delete: erase } }), withdrawn)
      memory.keep(null)
      return done
    },
  }
}

interface Options {
  body?: object
  headers?: Record<string, string>
  signal?: AbortSignal | null
  token?: string | undefined
}
