import type { ConsentGiven, GiveConsent } from '@atavus/contract/chat'
import type { Assistant, NewAssistant } from '@atavus/contract/console'
import type { Problem } from '@atavus/contract/refusals'
import { SignJWT } from 'jose'
import { noticeOf } from '../../chat/testing/talk.ts'
import { assistantOf, type Owner, shopOrigin } from '../../testing/shop.ts'
import type { TestWorld } from '../../testing/world.ts'

type Headers = Record<string, string>

/** A site whose server knows its users, and their devices. */
export function siteOf(here: TestWorld, base: string, owner: Owner) {
  async function newSecret({ id }: Assistant): Promise<string> {
    const answer = await owner.call('POST', `/v1/assistants/${id}/identity`)
    if (answer.status !== 201) throw new Error(await answer.text())
    return (await answer.json()).secret
  }

  /** An assistant that takes identities, and the secret that they are signed with. */
  async function identifying(fields: Partial<NewAssistant> = {}) {
    const assistant = await assistantOf(owner, fields)
    return { assistant, secret: await newSecret(assistant) }
  }

  /** The word of the site's server about its user: holds for ten minutes from the world's present moment. */
  function identityOf(secret: string, sub: string, aud: string): Promise<string> {
    const now = Math.floor(here.world.now().getTime() / 1000)
    return new SignJWT({ sub, aud })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt(now)
      .setExpirationTime(now + 600)
      .sign(Buffer.from(secret))
  }

  async function consent(key: string, more: Partial<GiveConsent> = {}, headers: Headers = {}) {
    return here.app.request('/v1/chat/consents', {
      method: 'POST',
      headers: { origin: shopOrigin, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({
        key,
        notice: await noticeOf(here.app.request, key, shopOrigin),
        language: 'en',
        adult: true,
        purposes: { chat: true, history: false },
        ...more,
      }),
    })
  }

  /** A device on which somebody agreed as the one whom the site names. */
  async function deviceOf(key: string, identity?: string, more: Partial<GiveConsent> = {}): Promise<Headers> {
    const answer = await consent(key, { ...(identity !== undefined && { identity }), ...more })
    if (answer.status !== 201) throw new Error(await answer.text())
    const { token } = (await answer.json()) as ConsentGiven
    return { origin: shopOrigin, authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  }

  const call = async (method: string, path: string, headers: Headers, body?: object) =>
    here.app.request(`/v1/chat/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })

  const ask = (headers: Headers, text: string) =>
    fetch(`${base}/v1/chat/messages`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ id: crypto.randomUUID(), text }),
    })

  /** What stands in the conversation that a device is shown. */
  async function saidTo(headers: Headers): Promise<string[]> {
    const { conversation } = await (await call('GET', 'conversation', headers)).json()
    return conversation?.messages.map(({ text }: { text: string }) => text) ?? []
  }

  return { newSecret, identifying, identityOf, consent, deviceOf, call, ask, saidTo }
}

export const codeOf = async (response: Response) => ((await response.json()) as Problem).code
