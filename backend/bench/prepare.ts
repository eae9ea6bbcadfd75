import type { ConsentGiven, PublicAssistant } from '@atavus/contract/chat'
import type { Assistant } from '@atavus/contract/console'
import { readPages } from '../src/demo/pages.ts'
import { insertDocument } from '../src/knowledge/queries.ts'
import { tokenTo } from '../src/testing/mail.ts'
import { type House, ownOrigin } from './house.ts'

const policyVersion = '2026-04-23'

export const origin = 'https://shop.example'
export const owner = { name: 'bench', password: 'a kettle sings at noon' }

export interface PreparedVisitor {
  token: string
  /** Which of the assistants they talk to, from 0. */
  assistant: number
}
export interface Prepared {
  passages: number
  visitors: PreparedVisitor[]
}

/**
 * An owner with assistants that know the demo shop's pages, and visitors who have agreed, by turns each assistant's.
 * Everything but the pages goes in through the front doors.
 */
export async function prepare(house: House, assistants: number, visitors: number): Promise<Prepared> {
  const cookie = await signUp(house)
  const made: Assistant[] = []
  let passages = 0
  for (let n = 0; n < assistants; n++) {
    const assistant = await assistantOf(house, cookie, `Shop help ${n}`)
    passages = await learn(house, cookie, assistant)
    made.push(assistant)
  }
  const prepared: PreparedVisitor[] = []
  for (let n = 0; n < visitors; n += 20) {
    const some = Array.from({ length: Math.min(20, visitors - n) }, (_, i) => (n + i) % assistants)
    prepared.push(...(await Promise.all(some.map(which => visit(house, made[which]?.key ?? '', which)))))
  }
  return { passages, visitors: prepared }
}

async function signUp(house: House): Promise<string> {
  const { name, password } = owner
  const email = 'bench@shop.example'
  const wish = { email, username: name, password, adult: true, policyVersion }
  await post(house, '/v1/accounts', ownOrigin, '', wish)
  const token = await tokenTo(house, email)
  const answer = await post(house, '/v1/accounts/verify', ownOrigin, '', { token, password })
  return answer.headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ')
}

async function assistantOf(house: House, cookie: string, name: string): Promise<Assistant> {
  const answer = await post(house, '/v1/assistants', ownOrigin, cookie, {
    name,
    controllerName: 'The Shop',
    controllerContact: 'privacy@shop.example',
    instructions: 'You help the visitors of a shop for kitchen things. Be friendly and brief.',
    origins: [origin],
    model: 'ollama',
    messagesPerDay: 1_000_000,
    tokensPerDay: 1_000_000_000,
    answersAtOnce: 1000,
  })
  return (await answer.json()) as Assistant
}

async function learn({ world, app }: House, cookie: string, { id }: Assistant): Promise<number> {
  const account = await app.request('/v1/account', { headers: { cookie } })
  const { workspace } = (await account.json()) as { workspace: { id: string } }
  const pages = await readPages(new URL('../../demo-site/seed/', import.meta.url), origin)
  const documents = await world.db.tenant(workspace.id, async tenant => {
    const all = []
    for (const page of pages) all.push(await insertDocument(tenant, id, page))
    return all
  })
  return documents.reduce((sum, document) => sum + (document?.passages ?? 0), 0)
}

async function visit(house: House, key: string, assistant: number): Promise<PreparedVisitor> {
  const seen = await house.app.request(`/v1/chat/assistant?key=${key}&lang=en`, { headers: { origin } })
  const { notice } = (await seen.json()) as PublicAssistant
  const purposes = { chat: true, history: false }
  const yes = { key, notice: notice.hash, language: 'en', adult: true, purposes }
  const answer = await post(house, '/v1/chat/consents', origin, '', yes)
  return { token: ((await answer.json()) as ConsentGiven).token, assistant }
}

async function post(
  { app }: House,
  path: string,
  from: string,
  cookie: string,
  body: object,
): Promise<Response> {
  const headers = { origin: from, cookie, 'content-type': 'application/json' }
  const answer = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer
}
