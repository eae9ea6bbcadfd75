import type { Assistant, Document } from '@atavus/contract/console'
import { type Scope, scopes } from '@atavus/contract/rights'
import type { ApiKeyMade, PublicKey, WebhookMade } from '@atavus/contract/workspace'
import type { z } from 'zod'
import { deviceOf } from '../devices/testing/device.ts'
import { assistantOf, hear, type Owner, signUp, type Visitor, visit } from './shop.ts'
import type { TestWorld } from './world.ts'

/** A furnished workspace: people of every role, keys, and one of everything that an id can name. */
export interface Place {
  owner: Owner
  editor: Owner
  viewer: Owner
  member: Owner
  visitor: Visitor
  /** The headers of an extension in which the owner is signed in. */
  device: Record<string, string>
  /** An API key with every scope. */
  secret: string
  ids: Record<string, string>
}

/** What somebody's door answers, or the reason why it did not. */
async function done<T>(answer: Promise<Response> | Response): Promise<T> {
  const response = await answer
  if (response.status >= 300) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

/** An API key of an owner, with these scopes. */
export async function secretOf(owner: Owner, wanted: readonly Scope[] = scopes): Promise<ApiMade> {
  const made = await done<z.infer<typeof ApiKeyMade>>(
    owner.call('POST', '/v1/keys', { name: 'Server', scopes: wanted, days: null }),
  )
  return { id: made.key.id, secret: made.secret }
}
interface ApiMade {
  id: string
  secret: string
}

/** Somebody who was invited into an owner's workspace and went there. */
export async function invited(
  atavus: TestWorld,
  owner: Owner,
  role: string,
): Promise<Owner & { account: string }> {
  const guest = await signUp(atavus)
  const { email, id } = await done<{ email: string; id: string }>(guest.call('GET', '/v1/account'))
  await done(owner.call('POST', '/v1/invitations', { email, role }))
  await atavus.work()
  const { items } = await done<{ items: { to: string; text: string }[] }>(atavus.app.request('/v1/outbox'))
  const token = /\/invite#([\w-]+)/.exec(
    items.find(({ to, text }) => to === email && /\/invite#/.test(text))?.text ?? '',
  )?.[1]
  await done(guest.call('POST', '/v1/invitations/accept', { token }))
  return { ...guest, account: id }
}

let names = 0

/** Furnishes a workspace. `base` is where the world listens. */
export async function furnish(atavus: TestWorld, base: string): Promise<Place> {
  const owner = await signUp(atavus)
  const account = await done<{ id: string; workspace: { id: string } }>(owner.call('GET', '/v1/account'))
  const assistant: Assistant = await assistantOf(owner)
  const under = `/v1/assistants/${assistant.id}`
  const document = await done<Document>(
    owner.call('POST', `${under}/documents`, {
      title: 'Delivery',
      url: null,
      language: 'en',
      text: 'It takes two days.',
    }),
  )
  const visitor = await visit(atavus, assistant.key)
  const heard = await hear(await visitor.ask(base, 'How long does delivery take?'))
  const start = heard.find(({ event }) => event.type === 'start')?.event
  if (start?.type !== 'start') throw new Error('no answer')
  const publicKey = await done<PublicKey>(owner.call('POST', `${under}/keys`, { label: 'Second site' }))
  const webhook = await done<z.infer<typeof WebhookMade>>(
    owner.call('POST', '/v1/webhooks', { url: 'https://hooks.example/in', events: ['conversation.ended'] }),
  )
  names++
  const invitation = await done<{ id: string }>(
    owner.call('POST', '/v1/invitations', { email: `asked${names}@shop.example`, role: 'viewer' }),
  )
  const { id, secret } = await secretOf(owner)
  const people = {
    editor: await invited(atavus, owner, 'editor'),
    viewer: await invited(atavus, owner, 'viewer'),
    member: await invited(atavus, owner, 'member'),
  }
  const { items } = await done<{ items: { id: string }[] }>(owner.call('GET', '/v1/account/sessions'))
  return {
    owner,
    ...people,
    visitor,
    device: (await deviceOf(atavus, owner)).headers,
    secret,
    ids: {
      account: account.id,
      workspace: account.workspace.id,
      assistant: assistant.id,
      document: document.id,
      conversation: start.conversation,
      message: start.message,
      answer: start.reply,
      key: id,
      publicKey: publicKey.id,
      webhook: webhook.webhook.id,
      invitation: invitation.id,
      member: people.viewer.account,
      session: items[0]?.id ?? '',
    },
  }
}

/** A path of the contract with its ids filled in; the key under an assistant is a public one. */
export function filled(path: string, ids: Record<string, string>, unknown: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = name === 'key' && path.includes('/assistants/') ? ids.publicKey : ids[name]
    return id ?? unknown
  })
}
