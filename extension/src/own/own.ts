import type { Shared } from '@atavus/contract/own'
import { type Heard, hear } from '@atavus/widget/client/answer.ts'
import type { Check } from '@atavus/widget/client/checked.ts'
import { browserPatience, type Patience } from '@atavus/widget/client/patience.ts'
import { Problem } from '@atavus/widget/client/problem.ts'
import type { Options, Send } from '../client/wire.ts'
import {
  assistants,
  deletionDay,
  history,
  keeping,
  type Sharing,
  settings,
  sharing,
  sites,
  whole,
} from './checked.ts'

interface Setup {
  server: string
  send: Send
  access(): Promise<string>
  /** The token was not taken: the next one is another. */
  spoiled(): Promise<void>
  patience?: Patience
}

/** A question as it is sent. `id` is made here; the same id is answered once. */
export interface Question {
  id: string
  conversation: string | null
  text: string
  context: Shared[]
  /** What was written, until the answer begins; it is not sent. */
  typed?: string | undefined
}

export type Own = ReturnType<typeof createOwn>

/** An account's conversations with its assistants. Every call throws a Problem when it fails. */
export function createOwn({ server, send, access, spoiled, patience = browserPatience }: Setup) {
  async function call(method: string, path: string, options: Options = {}): Promise<Response> {
    const once = async () => send(server, method, `/v1/own${path}`, { ...options, token: await access() })
    return once().catch(async error => {
      if (!(error instanceof Problem) || error.status !== 401) throw error
      await spoiled()
      return once()
    })
  }
  const json = async <T>(check: Check<T>, method: string, path: string, options?: Options) =>
    check(await (await call(method, path, options)).json())
  const done = async (method: string, path: string, body?: object) => {
    await call(method, path, body ? { body } : {})
  }
  const erased = async (method: string, path: string, body?: object) =>
    (await json(keeping, method, path, body ? { body } : {})).held

  /** Who can read each conversation, as it was told last. */
  const told = new Map<string, Sharing>()

  return {
    assistants: async (language: string) =>
      (await json(assistants, 'GET', `/assistants?${query({ lang: language })}`)).items,
    /** `remote`: whether a model outside the server may answer; left out where the notice does not ask. */
    consent: (assistant: string, notice: string, language: string, remote?: boolean) =>
      done('POST', `/assistants/${assistant}/consent`, {
        notice,
        language,
        adult: true,
        purposes: { chat: true, ...(remote !== undefined && { remote }) },
      }),
    /** Gives how many conversations a legal hold keeps, as the other deletions do. */
    withdraw: (assistant: string, erase: boolean) =>
      erased('POST', `/assistants/${assistant}/withdraw`, { delete: erase }),

    /** The answer to a question, heard to its end; `asked`: it was sent before, perhaps by a panel that is gone. */
    async *hear(
      assistant: string,
      { id, text, conversation, context }: Question,
      asked: boolean,
      signal: AbortSignal,
    ): AsyncGenerator<Heard> {
      const accept = { accept: 'text/event-stream' }
      const body = {
        id,
        text,
        ...(conversation && { conversation }),
        ...(context.length > 0 && { context }),
      }
      const line = {
        ask: (signal: AbortSignal) =>
          call('POST', `/assistants/${assistant}/messages`, { body, signal, headers: accept }),
        follow: (after: string, signal: AbortSignal) =>
          call('GET', `/messages/${id}/events`, {
            signal,
            headers: after ? { ...accept, 'last-event-id': after } : accept,
          }),
      }
      for await (const heard of hear(line, asked, patience, signal))
        yield heard.type === 'start' ? { ...heard, deletedAt: deletionDay(heard.deletedAt) } : heard
    },
    stop: (question: string) => done('POST', `/messages/${question}/stop`),

    /** `before`: where the page before ended, or null for the newest. */
    history: (words: string, before: string | null) =>
      json(history, 'GET', `/conversations?${query({ query: words, before: before ?? '' })}`),
    async conversation(id: string) {
      const found = await json(whole, 'GET', `/conversations/${id}`)
      told.set(id, found.sharing)
      return found
    },
    delete: (id: string) => erased('DELETE', `/conversations/${id}`),
    deleteAll: () => erased('DELETE', '/conversations'),
    /** As it came, for a file. */
    export: async (id: string, as: 'markdown' | 'json') =>
      (await call('GET', `/conversations/${id}/export?as=${as}`)).text(),
    async share(id: string, shared: boolean) {
      const found = await json(sharing, 'PUT', `/conversations/${id}/shared`, { body: { shared } })
      told.set(id, found)
      return found
    },
    /** Undefined where nothing was told yet: a conversation that was begun here is nobody else's. */
    told: (id: string | null) => (id === null ? undefined : told.get(id)),

    settings: () => json(settings, 'GET', '/settings'),
    /** `days`: how long what is said from now on is kept; null: until it is deleted. */
    keep: (days: number | null) => json(settings, 'PUT', '/settings', { body: { days } }),
    sites: async () => (await json(sites, 'GET', '/shared-sites')).items,
    deleteSite: (origin: string) => erased('DELETE', `/shared-sites/${encodeURIComponent(origin)}`),
  }
}

/** What is empty is left out. */
function query(parts: Record<string, string>): URLSearchParams {
  return new URLSearchParams(Object.entries(parts).filter(([, value]) => value))
}
