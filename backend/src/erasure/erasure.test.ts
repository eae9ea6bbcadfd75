import { createHash } from 'node:crypto'
import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, conversationOf, led, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let assistant: { id: string; key: string }
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
beforeEach(async () => {
  here.at(testMoment)
  model.say('Yes.')
  owner = await signUp(here)
  assistant = await assistantOf(owner)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

/** A visitor who has asked something; gives the conversation and whose it is. */
async function someone(text = 'How old must I be?') {
  const visitor = await visit(here, assistant.key)
  const conversation = conversationOf(await whole(talk(base, visitor, text).send()))
  const [row] = await rows<{ visitor: string }[]>`
    select visitor_id as visitor from conversations where id = ${conversation}
  `
  return { visitor, conversation, id: row?.visitor ?? '' }
}

const hashOf = (id: string) => createHash('sha256').update(Buffer.from(id.replaceAll('-', ''), 'hex'))
const isNoted = async (kind: string, id: string) =>
  (await rows`select from erasures where kind = ${kind} and subject = ${hashOf(id).digest()}`).length === 1

/** What a receipt says, once its signature holds under the published keys. */
async function verified(receipt: string) {
  const jwks = await (await here.app.request('/.well-known/jwks.json')).json()
  const { payload } = await compactVerify(receipt, createLocalJWKSet(jwks))
  expect(decodeProtectedHeader(receipt)).toMatchObject({ alg: 'EdDSA', typ: 'deletion-receipt+jwt' })
  return JSON.parse(Buffer.from(payload).toString())
}
const receiptOf = async (answer: Response | Promise<Response>) =>
  verified(((await (await answer).json()) as { receipt: string }).receipt)
const erase = (visitor: Visitor) =>
  here.app.request('/v1/chat/conversations', { method: 'DELETE', headers: visitor.headers })
/** Asks the owner to correct something, and objects to what is for improvement alone. */
async function askAndObject({ headers }: Visitor) {
  const say = (door: string, body: object) =>
    here.app.request(`/v1/chat/${door}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const { id } = (await (await say('corrections', { text: 'I am called Ana.' })).json()) as { id: string }
  expect((await say('objections', { improve: true })).status).toBe(204)
  return id
}
const deleteChild = (conversation: string) => owner.call('DELETE', `/v1/conversations/${conversation}/child`)

test('P8.3 whoever erases gets a signed receipt that says what is gone, what is left where, and until when', async () => {
  const { visitor, conversation, id } = await someone()
  const receipt = await receiptOf(erase(visitor))

  expect(receipt).toMatchObject({
    schema: 'atavus-deletion/1',
    deleted: { kind: 'visitor', conversations: 1, messages: 2, id: { sha256: hashOf(id).digest('hex') } },
    askedBy: 'visitor',
    doneAt: testMoment,
    left: { dataFiles: { until: '2026-11-21T12:00:00.000Z' }, backups: 'none are made' },
  })
  expect(JSON.stringify(receipt)).not.toContain(id)
  expect(JSON.stringify(receipt)).not.toContain(conversation)
  expect(receipt.ledger.position).toBeGreaterThan(0)
})

test('P8.3 what a visitor asked the owner goes with what they said, answered or not, and an objection holds on', async () => {
  const { visitor, id } = await someone()
  const answered = await askAndObject(visitor)
  await owner.call('POST', `/v1/requests/${answered}/answer`, { outcome: 'done', words: 'It is Ana now.' })
  await askAndObject(visitor)
  const receipt = await receiptOf(erase(visitor))

  expect(await rows`select from requests where visitor_id = ${id}`).toHaveLength(0)
  expect(await rows`select from objections where visitor_id = ${id}`).toHaveLength(1)
  expect(receipt.left).toMatchObject({ consent: expect.any(String), objections: expect.any(String) })
})

test('P8.3 a receipt says when the erasure was done, not when it began, and until when keys stand in files', async () => {
  const { visitor, conversation } = await someone()
  const other = lookInto(here.address)
  const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = other.begin(async sql => {
    await sql`select from conversations where id = ${conversation} for update`
    held.resolve()
    await release.promise
  })
  await held.promise
  const erased = erase(visitor)
  const waiting = () =>
    rows`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(async () => (await waiting()).length).toBe(1)
  here.at('2026-11-20T12:00:04.000Z')
  release.resolve()
  await holding
  await other.end()
  const receipt = await receiptOf(erased)

  expect(receipt).toMatchObject({ askedAt: testMoment, doneAt: '2026-11-20T12:00:04.000Z' })
  expect(receipt.left.dataFiles).toMatchObject({
    until: '2026-11-21T12:00:04.000Z',
    what: expect.stringContaining('wrapped keys of conversations'),
  })
  const [row] = await rows`
    select done_at = asked_at + make_interval(secs => ms / 1000.0) and ms > 0 as true from deletions where id = ${receipt.receiptId}
  `
  expect(row?.true).toBe(true)
})

test('P8.3 the receipt of an account says what stays of it elsewhere, and a forged one does not hold', async () => {
  const { workspace } = (await (await owner.call('GET', '/v1/account')).json()) as {
    workspace: { id: string }
  }
  const answer = await owner.call('POST', '/v1/account/delete', { workspaces: [workspace.id] })
  const { receipt } = (await answer.json()) as { receipt: string }
  expect(await verified(receipt)).toMatchObject({
    deleted: { kind: 'account' },
    left: { logs: expect.any(String), consent: expect.stringContaining('withdrawn') },
  })

  const [head = '', body = '', signature = ''] = receipt.split('.')
  const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace('account', 'visitor'))
  await expect(verified([head, forged.toString('base64url'), signature].join('.'))).rejects.toThrow()
})

test('P8.3 P4.4 whatever is erased is noted by the hash of its id, and what a sweep takes is not', async () => {
  const [first, second] = [await someone(), await someone()]
  await owner.call('DELETE', `/v1/conversations/${first.conversation}`)
  expect(await isNoted('conversation', first.conversation)).toBe(true)
  expect(await isNoted('conversation', second.conversation)).toBe(false)
  await owner.call('DELETE', `/v1/assistants/${assistant.id}`)
  expect(await isNoted('conversation', second.conversation)).toBe(true)
  expect(await isNoted('assistant', assistant.id)).toBe(true)

  assistant = await assistantOf(owner, { retentionDays: 1 })
  const third = await someone()
  here.at('2026-11-22T12:00:00.000Z')
  await sweep(here.world)
  expect(await rows`select from conversations where id = ${third.conversation}`).toHaveLength(0)
  expect(await isNoted('conversation', third.conversation)).toBe(false)
})

test('P9.2 a child’s data goes in one step: words, consents and their proof, what runs, what was told', async () => {
  const hook = { url: 'https://hooks.shop.example/', events: ['conversation.ended'] }
  await owner.call('POST', '/v1/webhooks', hook)
  const [child, other] = [await someone(), await someone()]
  const told = () => rows`select from deliveries where strpos(body, ${child.conversation}) > 0`
  here.at('2026-11-20T12:30:00.000Z')
  await here.work()
  here.at(testMoment)
  expect(await told()).toHaveLength(1)
  await askAndObject(child.visitor)
  for (const table of ['requests', 'objections'])
    expect(await rows`select from ${rows(table)} where visitor_id = ${child.id}`).toHaveLength(1)
  const receipt = await receiptOf(deleteChild(child.conversation))

  expect(receipt).toMatchObject({
    deleted: { kind: 'child', conversations: 1, messages: 2 },
    askedBy: 'owner',
  })
  const tables = await rows<{ name: string }[]>`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'atavus' and c.column_name = 'visitor_id' and t.table_type = 'BASE TABLE'
  `
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['consents', 'conversations', 'objections', 'replies', 'requests']),
  )
  for (const { name } of tables) {
    expect({ name, left: await rows`select from ${rows(name)} where visitor_id = ${child.id}` }).toEqual({
      name,
      left: [],
    })
  }
  expect(await rows`select from messages where conversation_id = ${child.conversation}`).toHaveLength(0)
  expect(await told()).toHaveLength(0)
  expect(await codeOf(await talk(base, child.visitor, 'Still here?').send())).toBe('consent_required')
  expect((await whole(talk(base, other.visitor, 'And I?').send())).at(-1)?.event.type).toBe('done')
  expect(await isNoted('consent', child.visitor.consent)).toBe(true)
})

test('P9.2 an answer that a child is being given is cut', async () => {
  const { visitor, conversation } = await someone()
  const script = led()
  model.play(script.script)
  const answer = await talk(base, visitor, 'Tell me more', undefined).send({ conversation })
  await script.started
  const deleted = await deleteChild(conversation)

  expect(deleted.status).toBe(200)
  await script.aborted
  await answer.text()
  expect(await rows`select from replies where conversation_id = ${conversation}`).toHaveLength(0)
})

test('P9.2 the files are written anew at once, and how long it all took is kept without a word about whom', async () => {
  const { conversation } = await someone()
  const { receiptId } = await receiptOf(deleteChild(conversation))
  await here.work()

  const [row] = await rows`select * from deletions where id = ${receiptId}`
  expect(row).toMatchObject({ via: 'owner', conversations: 1, messages: 2 })
  expect(row?.rewritten_at).not.toBeNull()
  expect(Object.keys(row ?? {}).filter(name => /visitor|workspace|assistant/.test(name))).toEqual([])
})

test('P9.2 an operator deletes it, too, for a reason that the owners read', async () => {
  const { conversation } = await someone()
  const operator = await signUp(here)
  const { id } = (await (await operator.call('GET', '/v1/account')).json()) as { id: string }
  await rows`insert into operators (account_id, added_at) values (${id}, ${testMoment})`
  await rows`update sessions set factor = true, confirmed_at = ${testMoment} where account_id = ${id}`
  const { workspace } = (await (await owner.call('GET', '/v1/account')).json()) as {
    workspace: { id: string }
  }
  const door = `/v1/operator/workspaces/${workspace.id}/conversations/${conversation}/child`

  expect((await owner.call('POST', door, { reason: 'x' })).status).toBe(403)
  expect(await receiptOf(operator.call('POST', door, { reason: 'A parent wrote.' }))).toMatchObject({
    askedBy: 'operator',
  })
  const log = await (await owner.call('GET', '/v1/logs/audit')).json()
  expect(log.items[0]).toMatchObject({ action: 'child.deleted', reason: 'A parent wrote.' })
})

test('an erasure whose connection breaks in the middle has erased nothing, and goes through when it is tried again', async () => {
  const { visitor, conversation } = await someone()
  const lock = lookInto(here.address)
  const held = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const holding = lock.begin(async sql => {
    await sql`select from messages where conversation_id = ${conversation} for update`
    held.resolve()
    await release.promise
  })
  await held.promise
  const first = erase(visitor)
  const waiting = () => rows`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%delete from messages%'
      and pid <> pg_backend_pid()
  `
  await expect.poll(async () => (await waiting()).length).toBe(1)
  release.resolve()
  await holding
  expect((await first).status).toBeGreaterThanOrEqual(500)
  expect(await rows`select from conversations where id = ${conversation}`).toHaveLength(1)
  expect(await rows`select from messages where conversation_id = ${conversation}`).toHaveLength(2)
  expect(await isNoted('conversation', conversation)).toBe(false)

  expect((await erase(visitor)).status).toBe(200)
  expect(await rows`select from messages where conversation_id = ${conversation}`).toHaveLength(0)
  await lock.end({ timeout: 1 })
  here.faults.splice(0)
})

test('whoever asks while they are erased leaves nothing behind, and nobody waits in a circle', async () => {
  for (let round = 0; round < 15; round++) {
    const { visitor, conversation, id } = await someone()
    const asked = Promise.all([
      whole(talk(base, visitor, 'One more?').send({ conversation })).catch(() => []),
      whole(talk(base, visitor, 'Something else?').send()).catch(() => []),
    ])
    const both = await Promise.all([erase(visitor), round % 2 ? deleteChild(conversation) : erase(visitor)])
    expect(both.map(({ status }) => status).filter(status => status >= 500)).toEqual([])
    await asked
    await erase(visitor)
    for (const table of ['conversations', 'replies'])
      expect(await rows`select from ${rows(table)} where visitor_id = ${id}`).toHaveLength(0)
  }
  const [row] = await rows<{ orphans: number }[]>`
    select count(*)::int as orphans from messages m
    where not exists (select from conversations c where c.workspace_id = m.workspace_id and c.id = m.conversation_id)
  `
  expect(row?.orphans).toBe(0)
  expect(here.faults).toEqual([])
})
