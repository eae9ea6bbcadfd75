import type { ConsentGiven, PublicAssistant } from '@atavus/contract/chat'
import type { Assistant, PreviewTicket } from '@atavus/contract/console'
import type { Problem } from '@atavus/contract/refusals'
import type { z } from 'zod'
import { listen } from '../../chat/testing/talk.ts'
import { siteOf } from '../../identity/testing/site.ts'
import { pseudonym } from '../../lib/ids.ts'
import type { ModelEvent } from '../../models/model.ts'
import { keyOf } from '../../server-chat/testing/server.ts'
import { type Heard, type Owner, visit } from '../../testing/shop.ts'
import type { TestWorld } from '../../testing/world.ts'

type Headers = Record<string, string>

/** Two processes of one installation, and where each listens. */
export interface Pair {
  here: TestWorld
  bases: { here: string; there: string }
}

/** Somebody by a credential, who has an answer streamed that does not end by itself. */
export interface Streaming {
  /** What was heard in the process that makes it, and in the one that follows it; each once it has ended. */
  heard: Promise<Heard[]>[]
  /** The code of what the credential is refused with now, at a process; its status when it is let in. */
  knock(base: string): Promise<string>
}

/** The doors of a conversation as one kind of credential comes to them. */
export interface Line {
  headers: Headers
  ask: string
  follow(message: string): string
  body?: object
  /** A door that changes nothing. */
  look: string
}

/** A model that says a few words and goes on thinking until it is cut. */
export async function* endless(_: unknown, signal: AbortSignal): AsyncIterable<ModelEvent> {
  yield { type: 'text', text: 'Let me think about this. ' }
  await new Promise(resolve => signal.addEventListener('abort', resolve))
  signal.throwIfAborted()
}

/** Asks in one process and follows in the other; both have heard the first words. */
export async function streamBy({ bases }: Pair, line: Line): Promise<Streaming> {
  const id = pseudonym()
  const { headers } = line
  const first = await listen(
    fetch(bases.here + line.ask, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ...line.body, id, text: 'What do you think?' }),
    }),
  )
  await first.shown
  const second = await listen(fetch(bases.there + line.follow(id), { headers }))
  await second.shown
  return {
    heard: [first.heard, second.heard],
    knock: async base => {
      const answer = await fetch(base + line.look, { headers })
      return answer.ok ? String(answer.status) : ((await answer.json()) as Problem).code
    },
  }
}

const visitorLine = (headers: Headers): Line => ({
  headers,
  ask: '/v1/chat/messages',
  follow: message => `/v1/chat/messages/${message}/events`,
  look: '/v1/chat/conversation',
})

/** A visitor who came by the public key of the tag. */
export const byPublicKey = async ({ here }: Pair, { key }: Assistant) =>
  visitorLine((await visit(here, key)).headers)

/** A visitor whom the site's own server names. */
export async function byIdentity({ here, bases }: Pair, assistant: Assistant, owner: Owner): Promise<Line> {
  const site = siteOf(here, bases.here, owner)
  const secret = await site.newSecret(assistant)
  const identity = await site.identityOf(secret, 'anna', assistant.id)
  return visitorLine(await site.deviceOf(assistant.key, identity))
}

/** Somebody of the workspace who tries the assistant out. */
export async function byPreview({ here }: Pair, { id }: Assistant, who: Owner): Promise<Line> {
  const made = await who.call('POST', `/v1/assistants/${id}/preview`)
  if (made.status !== 201) throw new Error(await made.text())
  const { ticket } = (await made.json()) as z.infer<typeof PreviewTicket>
  const ours = { origin: here.world.settings.url, 'content-type': 'application/json' }
  const seen = await here.app.request('/v1/chat/assistant?lang=en', {
    headers: { ...ours, authorization: `Bearer ${ticket}` },
  })
  const { notice } = (await seen.json()) as PublicAssistant
  const purposes = { chat: true, history: false }
  const agreed = await here.app.request('/v1/chat/consents', {
    method: 'POST',
    headers: ours,
    body: JSON.stringify({ ticket, notice: notice.hash, language: 'en', adult: true, purposes }),
  })
  const { token } = (await agreed.json()) as ConsentGiven
  return visitorLine({ ...ours, authorization: `Bearer ${token}` })
}

/** A server of the workspace, by an API key that may chat. */
export async function byApiKey(
  { bases }: Pair,
  { id }: Assistant,
  owner: Owner,
): Promise<Line & { key: string }> {
  const { id: key, secret } = await keyOf(owner)
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  const under = `/v1/assistants/${id}`
  const seen = await fetch(`${bases.here}${under}/notice?lang=en`, { headers })
  const { hash } = (await seen.json()) as { hash: string }
  const person = 'customer-1'
  const agreed = await fetch(`${bases.here}${under}/consents`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      person,
      notice: hash,
      language: 'en',
      adult: true,
      shownAt: 'Shop app',
      shownOn: '2026-11-20T11:00:00Z',
      purposes: { chat: true },
    }),
  })
  if (agreed.status !== 201) throw new Error(await agreed.text())
  return {
    key,
    headers: { ...headers, 'atavus-person': person },
    ask: `${under}/messages`,
    follow: message => `${under}/messages/${message}/events`,
    body: { person, stream: true },
    look: `${under}/notice?lang=en`,
  }
}
