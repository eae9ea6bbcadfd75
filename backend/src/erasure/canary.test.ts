import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { talk, unlimited, whole } from '../chat/testing/talk.ts'
import { termsOf } from '../conversations/terms.ts'
import { openCluster } from '../db/open.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { rewriteFiles } from './rewrite.ts'

// Marked words go in by every door, and are then looked for in every table and in every file of a cluster of its own.

const plain = 'Plainwagtail'
const sealed = 'Sealedwagtail'
let folder: string
let cluster: Awaited<ReturnType<typeof openCluster>>
let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atavus-canary-'))
  cluster = await openCluster(folder, { durable: false })
  here = await testWorld({ address: cluster.address, models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows?.end()
  await here?.close()
  await cluster?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Tables in whose rows a mark stands, however it is written there. */
async function tablesWith(mark: string): Promise<string[]> {
  const tables = await rows<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  `
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await rows`select from ${rows(name)} t where t::text ilike ${`%${mark}%`} limit 1`
    if (row) found.push(name)
  }
  return found.sort()
}

/** Files of the cluster's folder in which a mark or bytes stand: heap, indexes, statistics, write-ahead log, server log. */
async function filesWith(mark: string | Buffer): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const content = await readFile(path).catch(() => Buffer.alloc(0))
    const stands =
      typeof mark === 'string'
        ? content.toString('latin1').toLowerCase().includes(mark.toLowerCase())
        : content.includes(mark)
    if (stands) found.push(path)
  }
  return found
}

/** Marked words through every door that takes any. */
async function fill(owner: Owner): Promise<void> {
  const door = async (method: string, path: string, body: unknown) => {
    const answer = await owner.call(method, path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json().catch(() => ({}))) as { id?: string }
  }
  const assistant = await assistantOf(owner, {
    name: plain,
    greeting: `Hello from ${plain}`,
    instructions: `Speak as ${plain} would.`,
    suggestions: [`What is ${plain}?`],
    controllerName: `${plain} Ltd`,
    controllerContact: `privacy@${plain.toLowerCase()}.example`,
    addedNotice: `${plain} adds this.`,
  })
  await door('PATCH', '/v1/account', { fullName: `Rosa ${plain}` })
  await door('PATCH', '/v1/workspace', { name: `${plain} Nursery` })
  const text = `${plain} blooms in May. `.repeat(400)
  await door('POST', `/v1/assistants/${assistant.id}/documents`, {
    title: plain,
    url: null,
    language: 'en',
    text,
  })
  await door('POST', '/v1/keys', { name: `Server of ${plain}`, scopes: ['chat'], days: null })
  await door('POST', `/v1/assistants/${assistant.id}/keys`, { label: plain })
  await door('POST', '/v1/webhooks', {
    url: `https://${plain.toLowerCase()}.example/`,
    events: ['conversation.ended'],
  })
  await door('POST', '/v1/invitations', { email: `friend@${plain.toLowerCase()}.example`, role: 'viewer' })
  model.say(`The answer is ${sealed}.`)
  const visitor = await visit(here, assistant.key)
  await whole(talk(base, visitor, `My name is ${sealed}, and I like tulips.`).send())
  await say(visitor, 'corrections', { text: `I am not called ${sealed}.` })
  await say(visitor, 'objections', { improve: true })
  await here.work()
}

async function say({ headers }: Visitor, door: string, body: object): Promise<void> {
  const answer = await here.app.request(`/v1/chat/${door}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  if (answer.status >= 300) throw new Error(`${door}: ${answer.status}`)
}

/** The wrapped key of the latest conversation: with the master key it opens what was said there. */
async function latestKey(): Promise<Buffer> {
  const [row] = await rows<{ key: Buffer }[]>`
    select sealed_key as key from conversations order by started_at desc, id desc limit 1
  `
  if (!row) throw new Error('no conversation')
  return row.key
}

test('P8.3 P4.5 marked words: sealed ones are readable nowhere, plain ones gone from tables at once, and from all files after the rewrite', async () => {
  const owner = await signUp(here)
  await fill(owner)
  await rows`analyze`
  await rows`checkpoint`
  // What is looked for is there before.
  expect(await tablesWith(plain)).toEqual(
    expect.arrayContaining([
      'accounts',
      'api_keys',
      'assistants',
      'documents',
      'invitations',
      'notices',
      'webhooks',
      'workspaces',
    ]),
  )
  expect((await filesWith(plain)).length).toBeGreaterThan(3)
  expect(await tablesWith(sealed)).toEqual([])
  expect(await filesWith(sealed)).toEqual([])
  const key = await latestKey()
  expect((await filesWith(key)).length).toBeGreaterThan(0)
  for (const table of ['requests', 'objections'])
    expect(await rows`select from ${rows(table)}`).toHaveLength(1)

  const { workspace } = (await (await owner.call('GET', '/v1/account')).json()) as {
    workspace: { id: string }
  }
  const left = await owner.call('POST', '/v1/account/delete', { workspaces: [workspace.id] })
  expect(left.status).toBe(200)
  await here.work()
  await here.world.logs.flush()
  expect(await tablesWith(plain)).toEqual([])
  expect(await tablesWith(sealed)).toEqual([])
  expect(await filesWith(sealed)).toEqual([])

  for (const table of ['requests', 'objections'])
    expect(await rows`select from ${rows(table)}`).toHaveLength(0)

  await rewriteFiles(here.world)
  expect(await filesWith(plain)).toEqual([])
  expect(await filesWith(key)).toEqual([])
  expect(await rows`select from deletions where rewritten_at is null`).toHaveLength(0)
  expect(here.faults).toEqual([])
  expect(here.lines.join('\n')).not.toMatch(new RegExp(`${plain}|${sealed}`, 'i'))
})

test('P8.3 after a visitor’s own erasure the key of what they said is in no file two minutes later', async () => {
  const owner = await signUp(here)
  const visitor = await visit(here, (await assistantOf(owner)).key)
  model.say('Yes.')
  await whole(talk(base, visitor, 'Do you keep this?').send())
  const key = await latestKey()
  await rows`checkpoint`
  expect((await filesWith(key)).length).toBeGreaterThan(0)
  const { headers } = visitor
  expect((await here.app.request('/v1/chat/conversations', { method: 'DELETE', headers })).status).toBe(200)
  await rows`checkpoint`
  expect((await filesWith(key)).length).toBeGreaterThan(0)

  here.at('2026-11-20T12:02:00.000Z')
  await here.work()
  here.at(testMoment)
  expect(await filesWith(key)).toEqual([])
})

/** A word as it stands in the index of the search, for whoever has the key of an assistant's workspace. */
async function termOf(assistant: string, word: string): Promise<Buffer> {
  const [row] = await rows<{ id: string; key: Buffer }[]>`
    select w.id, w.sealed_key as key from workspaces w join assistants a on a.workspace_id = w.id where a.id = ${assistant}
  `
  const [term] = termsOf(
    unwrapWorkspaceKey(here.world.secrets.master, row?.id ?? '', row?.key ?? Buffer.of()),
    word,
  )
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt(term ?? 0))
  return bytes
}

test('P8.3 P4.5 what an erased visitor said can be guessed from no file, and what others said is found still', async () => {
  const owner = await signUp(here)
  const assistant = await assistantOf(owner)
  model.say('Yes.')
  const visitor = await visit(here, assistant.key)
  await whole(talk(base, visitor, 'My name is Marlow').send())
  await whole(talk(base, await visit(here, assistant.key), 'Tell me of tulips').send())
  await rows`analyze`
  await rows`checkpoint`
  const [theirs, others] = [await termOf(assistant.id, 'marlow'), await termOf(assistant.id, 'tulips')]
  for (const term of [theirs, others]) expect((await filesWith(term)).length).toBeGreaterThan(0)
  const { headers } = visitor
  expect((await here.app.request('/v1/chat/conversations', { method: 'DELETE', headers })).status).toBe(200)
  await rows`vacuum messages`
  await rows`checkpoint`
  expect((await filesWith(theirs)).length).toBeGreaterThan(0)

  await rewriteFiles(here.world)
  expect(await filesWith(theirs)).toEqual([])
  expect((await filesWith(others)).length).toBeGreaterThan(0)
  const found = await owner.call('GET', '/v1/conversations?search=tulips')
  expect(((await found.json()) as { items: unknown[] }).items).toHaveLength(1)
})

test('P4.5 while somebody still reads as of before, nothing counts as written anew', async () => {
  const mark = 'Heldwagtail'
  const owner = await signUp(here)
  const { id } = await assistantOf(owner, { greeting: mark })
  const reader = lookInto(here.address)
  await reader.begin('isolation level repeatable read', async sql => {
    await sql`select from plans`
    expect((await owner.call('DELETE', `/v1/assistants/${id}`)).status).toBe(200)
    await expect(rewriteFiles(here.world)).rejects.toMatchObject({ name: 'Later' })
    expect(await rows`select from deletions where rewritten_at is null`).toHaveLength(1)
    expect((await filesWith(mark)).length).toBeGreaterThan(0)
  })
  await reader.end()
  await rewriteFiles(here.world)
  expect(await rows`select from deletions where rewritten_at is null`).toHaveLength(0)
  expect(await filesWith(mark)).toEqual([])
})

test('files that somebody works in are waited for a moment at a time, and what is left is tried again', async () => {
  const owner = await signUp(here)
  const { id } = await assistantOf(owner)
  await owner.call('DELETE', `/v1/assistants/${id}`)
  const busy = lookInto(here.address)
  const begun = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const reading = busy.begin(async sql => {
    await sql`select from assistants`
    begun.resolve()
    await release.promise
  })
  await begun.promise
  const rewriting = rewriteFiles(here.world)
  const asked = here.app.request(`/v1/chat/assistant?key=atv_pk_${'0'.repeat(36)}`, {
    headers: { origin: 'https://x.example' },
  })
  expect((await asked).status).toBe(401)
  release.resolve()
  await reading
  await rewriting
  await busy.end()
  expect(await rows`select from deletions where rewritten_at is null`).toHaveLength(0)
})
