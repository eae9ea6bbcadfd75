import type { Ask, ConsentGiven, PublicAssistant } from '@atavus/contract/chat'
import type { Assistant, NewAssistant } from '@atavus/contract/console'
import type { ChatEvent } from '@atavus/contract/events'
import { createParser } from 'eventsource-parser'
import { pseudonym } from '../lib/ids.ts'
import { type Posted, tokenTo } from './mail.ts'

/** The policy that a fresh platform opens with. */
const policyVersion = '2026-04-23'

/** What is asked: the app of a test world, or a backend that listens somewhere. */
export type Asked = Posted

export const shopOrigin = 'https://shop.example'

export interface Owner {
  cookie: string
  call(method: string, path: string, body?: unknown): Promise<Response>
}

let owners = 0

/** Somebody who has signed up, with a workspace of their own. */
export async function signUp(asked: Asked): Promise<Owner> {
  const { app } = asked
  owners++
  const email = `owner${owners}@shop.example`
  const send = (path: string, body: object) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:4600' },
      body: JSON.stringify(body),
    })
  const wish = { email, username: `owner${owners}`, password: 'a kettle sings at noon' }
  const wished = await send('/v1/accounts', { ...wish, adult: true, policyVersion })
  if (wished.status !== 202) throw new Error(await wished.text())
  const answer = await send('/v1/accounts/verify', {
    token: await tokenTo(asked, email),
    password: wish.password,
  })
  if (answer.status !== 201) throw new Error(await answer.text())
  const cookie = answer.headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ')
  return {
    cookie,
    call: async (method, path, body) =>
      app.request(path, {
        method,
        headers: { cookie, origin: 'http://localhost:4600', 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  }
}

/** An assistant of an owner, welcome on the shop's origin. */
export async function assistantOf(owner: Owner, fields: Partial<NewAssistant> = {}): Promise<Assistant> {
  const answer = await owner.call('POST', '/v1/assistants', {
    name: 'Shop help',
    controllerName: 'The Shop',
    controllerContact: 'privacy@shop.example',
    origins: [shopOrigin],
    ...fields,
  })
  if (answer.status !== 201) throw new Error(await answer.text())
  return (await answer.json()) as Assistant
}

export interface Visitor extends ConsentGiven {
  headers: Record<string, string>
  ask(base: string, text: string, more?: Partial<Ask>): Promise<Response>
}

/** A visitor of the shop who has agreed to the notice. */
export async function visit({ app }: Asked, key: string, origin = shopOrigin): Promise<Visitor> {
  const seen = await app.request(`/v1/chat/assistant?key=${key}&lang=en`, { headers: { origin } })
  const { notice } = (await seen.json()) as PublicAssistant
  const answer = await app.request('/v1/chat/consents', {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({
      key,
      notice: notice.hash,
      language: 'en',
      adult: true,
      // Whoever visits says yes to all that the notice asks for.
      purposes: { chat: true, history: false, ...(notice.remote && { remote: true }) },
    }),
  })
  if (answer.status !== 201) throw new Error(await answer.text())
  const given = (await answer.json()) as ConsentGiven
  const headers = { origin, authorization: `Bearer ${given.token}`, 'content-type': 'application/json' }
  return {
    ...given,
    headers,
    ask: (base, text, more = {}) =>
      fetch(`${base}/v1/chat/messages`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ id: pseudonym(), text, ...more }),
      }),
  }
}

export interface Heard {
  id: string
  event: ChatEvent
}

/** Reads an event stream to its end, or until `enough` says so (then the connection is dropped). */
export async function hear(
  response: Response,
  enough: (heard: Heard[]) => boolean = () => false,
): Promise<Heard[]> {
  const heard: Heard[] = []
  const parser = createParser({
    onEvent: ({ id, data }) => heard.push({ id: id ?? '', event: JSON.parse(data) as ChatEvent }),
  })
  const decoder = new TextDecoder()
  if (!response.body) return heard
  for await (const chunk of response.body) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    if (enough(heard)) break
  }
  return heard
}

export const textOf = (heard: Heard[]): string =>
  heard.map(({ event }) => (event.type === 'text' ? event.text : '')).join('')
