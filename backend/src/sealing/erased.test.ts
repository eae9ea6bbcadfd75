import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationOf, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { openQuestion, unwrapConversationKey } from '../conversations/sealed.ts'
import { termsOf } from '../conversations/terms.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')
beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const words = 'Magenta heron seven'

/** What a thief copied from the tables before: a question as it was sealed, its terms, and what opened it. */
interface Copied {
  workspace: string
  conversation: string
  message: string
  sealed: Buffer
  wrapped: Buffer
  terms: string[]
}

/** An owner's visitor asks; what then lies in the tables of it. */
async function asked(key: string): Promise<Copied> {
  model.say('Yes.')
  const conversation = conversationOf(await whole(talk(base, await visit(here, key), words).send()))
  const [copied] = await rows<Copied[]>`
    select c.workspace_id as workspace, c.id as conversation, m.id as message, m.sealed, c.sealed_key as wrapped,
      m.terms::text[] as terms
    from conversations c join messages m on m.workspace_id = c.workspace_id and m.conversation_id = c.id
    where c.id = ${conversation} and m.role = 'visitor'
  `
  if (!copied) throw new Error('nothing was kept')
  return copied
}

/** Every key that can be had from what is left in the tables, with the master key at hand. */
async function keysLeft(): Promise<{ workspaces: Buffer[]; conversations: Buffer[] }> {
  const outer = new Map<string, Buffer>()
  for (const { id, sealed } of await rows`select id, sealed_key as sealed from workspaces`)
    outer.set(id, unwrapWorkspaceKey(here.world.secrets.master, id, sealed))
  const inner = await rows`select workspace_id as workspace, id, sealed_key as sealed from conversations`
  return {
    workspaces: [...outer.values()],
    conversations: inner.map(({ workspace, id, sealed }) =>
      unwrapConversationKey(outer.get(workspace) ?? Buffer.alloc(32), id, sealed),
    ),
  }
}

/** What a copied question opens to with any key that is left; undefined: with none. */
async function openedWith({ message, sealed }: Copied): Promise<string | undefined> {
  const { workspaces, conversations } = await keysLeft()
  for (const key of [...conversations, ...workspaces])
    try {
      return openQuestion(key, message, sealed)
    } catch {}
  return undefined
}

/** The tables, partitions among them, in which anything stands that one of these is. */
async function tablesWith(traces: string[]): Promise<string[]> {
  const tables = await rows<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relnamespace = 'atavus'::regnamespace and c.relkind = 'r'
  `
  const found = []
  for (const { name } of tables) {
    const [some] = await rows`
      select from ${rows(name)} t, unnest(${traces}::text[]) trace where strpos(t::text, trace) > 0 limit 1
    `
    if (some) found.push(name)
  }
  return found.sort()
}

/** What is to be found of a question: it, its key and its terms, as bytes are shown. */
const tracesOf = ({ sealed, wrapped, terms }: Copied): string[] => [
  sealed.toString('hex'),
  wrapped.toString('hex'),
  ...terms,
]

/** A question's own terms are made anew by whoever has its workspace's key: then the rows must be gone. */
const rowsByTerms = async (terms: string[]): Promise<number> =>
  (await rows`select from messages where terms && ${terms}::text[]::bigint[]`).length

async function workspaceOf(owner: Owner): Promise<string> {
  return (await (await owner.call('GET', '/v1/account')).json()).workspace.id
}

test('P8.3 P4.5 with the master key at hand nothing of an erased conversation opens from what is left, not even what was copied before', async () => {
  here.at(testMoment)
  const owner = await signUp(here)
  const { key } = await assistantOf(owner)
  const [gone, stays] = [await asked(key), await asked(key)]
  expect([await openedWith(gone), await openedWith(stays)]).toEqual([words, words])
  const { workspaces } = await keysLeft()
  expect(workspaces.some(one => termsOf(one, words).every(term => gone.terms.includes(term)))).toBe(true)
  expect(gone.terms.length).toBeGreaterThan(0)
  expect(await tablesWith([gone.wrapped.toString('hex')])).toEqual(['conversations'])
  expect(await rowsByTerms(gone.terms)).toBe(2)

  expect((await owner.call('DELETE', `/v1/conversations/${gone.conversation}`)).status).toBe(200)
  expect([await openedWith(gone), await openedWith(stays)]).toEqual([undefined, words])
  expect(await tablesWith(tracesOf(gone).slice(0, 2))).toEqual([])
  expect(await rowsByTerms(gone.terms)).toBe(1)
})

test('P8.3 P4.5 nothing of an erased workspace opens: its key is gone, and with it all keys that it wrapped', async () => {
  const [leaver, other] = [await signUp(here), await signUp(here)]
  const gone = await asked((await assistantOf(leaver)).key)
  const stays = await asked((await assistantOf(other)).key)
  const id = await workspaceOf(leaver)
  const [wrapped] = await rows`select sealed_key from workspaces where id = ${id}`
  const left = await leaver.call('POST', '/v1/account/delete', { workspaces: [id] })
  expect(left.status).toBe(200)

  expect([await openedWith(gone), await openedWith(stays)]).toEqual([undefined, words])
  expect(await tablesWith([...tracesOf(gone), wrapped?.sealed_key.toString('hex')])).toEqual([])
  expect(await rowsByTerms(gone.terms)).toBe(0)
  // Even the wrapped key of the conversation, had it been copied, opens under no key that is left.
  const { workspaces } = await keysLeft()
  for (const key of workspaces)
    expect(() => unwrapConversationKey(key, gone.conversation, gone.wrapped)).toThrow()
})

test('P4.2 what has come to its term takes its key and its terms along, from every partition', async () => {
  const owner = await signUp(here)
  const short = await asked((await assistantOf(owner, { retentionDays: 1 })).key)
  const stays = await asked((await assistantOf(owner, { retentionDays: 30 })).key)
  here.at('2026-11-23T12:00:00.000Z')
  await sweep(here.world)

  expect([await openedWith(short), await openedWith(stays)]).toEqual([undefined, words])
  expect(await tablesWith(tracesOf(short).slice(0, 2))).toEqual([])
  const [row] = await rows`
    select count(*)::int as count from messages m
    where m.workspace_id = ${short.workspace} and m.terms && ${short.terms}::text[]::bigint[]
  `
  expect(row?.count).toBe(1)
})
