import type { Account } from '@atavus/contract/account'
import type { LoggedConversation } from '@atavus/contract/console'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { pseudonym } from '../lib/ids.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, shopOrigin, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { workspaceOf } from './queries.ts'
import { wrapConversationKey } from './sealed.ts'

let house: TestWorld
let base: string
let owner: Owner
let workspace: string
let sql: ReturnType<typeof lookInto>
const model = scripted('quote')
const begun = Date.parse(testMoment)
const at = (seconds: number) => new Date(begun + seconds * 1000)

beforeAll(async () => {
  house = await testWorld({ models: { quote: model } })
  base = await house.serve()
  sql = lookInto(house.address)
  owner = await signUp(house)
  workspace = ((await (await owner.call('GET', '/v1/account')).json()) as Account).workspace.id
  model.say('Yes.')
})
afterAll(async () => {
  await sql.end()
  await house.close()
})

interface Exported {
  exportedAt: string
  conversations: LoggedConversation[]
}

const fetched = (query: string) => owner.call('GET', `/v1/conversations/export?${query}`)

/** An assistant with so many conversations, in which nothing stands; their ids come before all others. */
async function talkative(count: number): Promise<{ assistant: string; key: string; ids: string[] }> {
  house.at(testMoment)
  const { id: assistant, key } = await assistantOf(owner)
  await visit(house, key)
  const { sealedKey } = await house.world.db.tenant(workspace, workspaceOf)
  const workspaceKey = unwrapWorkspaceKey(house.world.secrets.master, workspace, sealedKey)
  const ids = Array.from({ length: count }, () => pseudonym().replace(/^.{8}/, '00000000')).sort()
  const keys = ids.map(id => wrapConversationKey(workspaceKey, id, Buffer.alloc(32)).toString('hex'))
  await sql`
    insert into conversations (workspace_id, id, assistant_id, visitor_id, consent_id, origin, language, preview,
      sealed_key, started_at, last_at, first_expires_at, expires_at)
    select ${workspace}, o.id, c.assistant_id, c.visitor_id, c.id, ${shopOrigin}, 'en', false, decode(o.key, 'hex'),
      ${at(-1)}, ${at(-1)}, ${at(86_400)}, ${at(86_400)}
    from unnest(${ids}::uuid[], ${keys}::text[]) as o (id, key), consents c
    where c.workspace_id = ${workspace} and c.assistant_id = ${assistant}
  `
  return { assistant, key, ids }
}

/** Reads an export in pieces; `meanwhile` happens once, after the first of them. */
async function piecewise(response: Response, meanwhile: () => Promise<unknown> = async () => {}) {
  const pieces: string[] = []
  const decoder = new TextDecoder()
  for await (const piece of response.body ?? []) {
    pieces.push(decoder.decode(piece, { stream: true }))
    if (pieces.length === 2) await meanwhile()
  }
  return pieces
}

const idsOf = (pieces: string[]) =>
  (JSON.parse(pieces.join('')) as Exported).conversations.map(conversation => conversation.id)

test('an export has every conversation of the log, however many, and is sent in pieces', async () => {
  const { assistant, ids } = await talkative(10_250)

  const pieces = await piecewise(await fetched(`format=json&assistant=${assistant}`))
  expect(idsOf(pieces)).toEqual(ids)
  expect(pieces.length).toBeGreaterThan(50)
})

test('an export is of the moment at which it began: what moves meanwhile is there once, what is new is not', async () => {
  const { assistant, key, ids } = await talkative(700)
  const visitor = await visit(house, key)
  const ask = async (text: string, more = {}) => {
    const [start] = await hear(await visitor.ask(base, text, more))
    return start?.event.type === 'start' ? start.event.conversation : ''
  }
  const conversation = await ask('Is it open today?')
  const response = await fetched(`format=json&assistant=${assistant}&day=2026-11-20`)
  const pieces = await piecewise(response, async () => {
    house.at(at(20 * 60))
    await ask('And in a moment?', { conversation })
    await ask('And who is new?')
    // To the head of the log, and to another day: one that was read and one that was not.
    await sql`update conversations set last_at = ${at(86_000)} where id in (${ids[0] ?? ''}, ${conversation})`
  })
  const { exportedAt, conversations } = JSON.parse(pieces.join('')) as Exported

  expect(exportedAt).toBe(testMoment)
  expect(idsOf(pieces)).toEqual([...ids, conversation])
  expect(conversations.at(-1)?.messages.map(({ text }) => text)).toEqual(['Is it open today?', 'Yes.'])
})

test('an export of nothing is a whole document', async () => {
  house.at(testMoment)
  const { id } = await assistantOf(owner)
  const json = await fetched(`format=json&assistant=${id}`)
  expect(json.headers.get('content-type')).toMatch('application/json')
  expect(await json.json()).toEqual({ exportedAt: testMoment, conversations: [] })
  const csv = await fetched(`format=csv&assistant=${id}`)
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(await csv.text()).toBe('conversation,assistant,origin,at,role,text,end,sources,thumb,deleted_at\r\n')
})

test('over a connection an export is whole as well, and one that cannot go on breaks off without a word of why', async () => {
  const { assistant, ids } = await talkative(3000)
  const { tenant } = house.world.db
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  const load = () =>
    fetch(`${base}/v1/conversations/export?format=json&assistant=${assistant}`, {
      headers: { cookie: owner.cookie },
    })
  expect(idsOf(await piecewise(await load()))).toEqual(ids)

  let pages = 0
  house.world.db.tenant = (workspace, work) =>
    ++pages > 3 ? Promise.reject(new Error('a private word')) : tenant(workspace, work)
  const error = await load()
    .then(response => piecewise(response))
    .catch((thrown: Error) => thrown)
  house.world.db.tenant = tenant

  expect(error).toBeInstanceOf(Error)
  expect(house.faults.splice(0)).toHaveLength(1)
  expect(JSON.stringify(printed.mock.calls.map(call => call.map(one => String(one))))).not.toContain(
    'private',
  )
  printed.mockRestore()
})

test('CVE-2026-44553: an export is broken off when the key that it was asked for by is deleted (row 14)', async () => {
  const { assistant } = await talkative(5000)
  const wish = { name: 'Archive', scopes: ['conversations:read'], days: null }
  const { key, secret } = await (await owner.call('POST', '/v1/keys', wish)).json()
  const response = await house.app.request(`/v1/conversations/export?format=json&assistant=${assistant}`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  let pieces = 0
  const read = async () => {
    for await (const _ of response.body ?? []) {
      pieces++
      if (pieces === 2) expect((await owner.call('DELETE', `/v1/keys/${key.id}`)).status).toBe(204)
    }
  }

  await expect(read()).rejects.toThrow('an export broke off')
  expect(pieces).toBeLessThan(10)
  expect(house.faults).toEqual([])
})
