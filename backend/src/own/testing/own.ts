import type { OwnAssistant, OwnAssistants, Shared } from '@atavus/contract/own'
import type { z } from 'zod'
import { deviceClaims } from '../../devices/read.ts'
import { deviceOf } from '../../devices/testing/device.ts'
import { pseudonym } from '../../lib/ids.ts'
import type { Owner } from '../../testing/shop.ts'
import type { TestWorld } from '../../testing/world.ts'

/** Somebody's extension, and what it asks for them. */
export interface Self {
  device: string
  headers: Record<string, string>
  /** Goes on with a token of the present moment. */
  renew(): Promise<void>
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  assistant(id: string): Promise<OwnAssistant>
  agree(assistant: string, purposes?: object): Promise<Response>
  ask(assistant: string, text: string, more?: object): Promise<Response>
  follow(message: string, lastEventId?: string): Promise<Response>
}

/** Signs somebody in as a device; what streams is asked at `base`. */
export async function selfOf(here: TestWorld, base: string, owner: Owner): Promise<Self> {
  const { headers, device, account } = await deviceOf(here, owner)
  const call = (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
    fetch(`${base}/v1/own${path}`, {
      method,
      headers: { ...headers, ...more },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const assistant = async (id: string) => {
    const answer = await call('GET', '/assistants?lang=en')
    const { items } = (await answer.json()) as z.infer<typeof OwnAssistants>
    const found = items.find(one => one.id === id)
    if (!found) throw new Error('no such assistant')
    return found
  }
  return {
    device,
    headers,
    renew: async () => {
      const claims = deviceClaims({ account: account.id, session: device })
      headers.authorization = `Bearer ${await here.world.tokens.sign('device', claims, here.world.now(), 60)}`
    },
    call,
    assistant,
    agree: async (id, purposes = {}) => {
      const { notice } = await assistant(id)
      const yes = {
        notice: notice.hash,
        language: 'en',
        adult: true,
        purposes: { chat: true, ...(notice.remote && { remote: true }), ...purposes },
      }
      return call('POST', `/assistants/${id}/consent`, yes)
    },
    ask: (id, text, more = {}) =>
      call('POST', `/assistants/${id}/messages`, { id: pseudonym(), text, ...more }),
    follow: (message, lastEventId) =>
      call('GET', `/messages/${message}/events`, undefined, {
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      }),
  }
}

/** A page that is shared, with passages of these texts. */
export const page = (
  texts: string[],
  origin = 'https://news.example',
  more: Partial<Shared> = {},
): Shared => ({
  kind: 'page',
  origin,
  url: `${origin}/today`,
  title: 'The news of today',
  passages: texts.map((text, i) => ({ number: 10 + i, text })),
  masked: 0,
  ...more,
})
