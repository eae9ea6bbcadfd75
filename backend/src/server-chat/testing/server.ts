import type { Notice } from '@atavus/contract/chat'
import type { Scope } from '@atavus/contract/rights'
import type { ServerAnswer } from '@atavus/contract/server'
import { pseudonym } from '../../lib/ids.ts'
import type { Owner } from '../../testing/shop.ts'

export interface Key {
  id: string
  secret: string
}

/** A new API key of an owner's workspace. */
export async function keyOf(owner: Owner, scopes: Scope[] = ['chat']): Promise<Key> {
  const answer = await owner.call('POST', '/v1/keys', { name: 'Server', scopes, days: null })
  const made = (await answer.json()) as { key: { id: string }; secret: string }
  return { id: made.key.id, secret: made.secret }
}

/** An owner's own server, which chats with one assistant on behalf of its people. */
export interface Server {
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** Records a person's yes to the notice as it reads now. */
  agree(person: string, more?: object): Promise<Response>
  ask(person: string, text?: string, more?: object): Promise<Response>
  follow(person: string, message: string): Promise<Response>
}

/** A server that calls the backend at `base` with a key's secret. */
export function serverAt(base: string, { secret }: Key, assistant: string): Server {
  const call: Server['call'] = (method, path, body, headers = {}) =>
    fetch(`${base}/v1/assistants/${assistant}${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return {
    call,
    agree: async (person, more = {}) => {
      const notice = (await (await call('GET', '/notice?lang=en')).json()) as Notice
      return call('POST', '/consents', {
        person,
        notice: notice.hash,
        language: 'en',
        adult: true,
        shownAt: 'Shop app',
        shownOn: '2026-11-20T11:00:00Z',
        purposes: { chat: true },
        ...more,
      })
    },
    ask: (person, text = 'How long does it take?', more = {}) =>
      call('POST', '/messages', { person, id: pseudonym(), text, stream: false, ...more }),
    follow: (person, message) =>
      call('GET', `/messages/${message}/events`, undefined, { 'atavus-person': encodeURIComponent(person) }),
  }
}

export const answerOf = async (asking: Promise<Response>): Promise<ServerAnswer> => (await asking).json()
