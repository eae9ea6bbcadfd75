import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser, noLimits } from '../accounts/testing/browser.ts'
import type { News } from '../db/channel.ts'
import { newId } from '../lib/ids.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'

let atavus: TestWorld
let rows: ReturnType<typeof lookInto>
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  rows = lookInto(atavus.address)
})
afterAll(async () => {
  await rows.end()
  await atavus.close()
})

/** Keeps `count` conversations of two messages each, as if they had been held; their words do not matter here. */
async function converse(consent: string, count: number) {
  const expires = new Date(atavus.world.now().getTime() + 30 * 86_400_000)
  await rows`select ensure_messages_partition(${expires})`
  const ids = Array.from({ length: count }, () => newId(atavus.world.now()))
  await rows`
    insert into conversations (workspace_id, id, assistant_id, visitor_id, consent_id, origin, language, preview,
      sealed_key, messages, started_at, last_at, first_expires_at, expires_at)
    select workspace_id, c.id, assistant_id, visitor_id, consents.id, origin, language, false, '', 2, given_at, given_at, ${expires}, ${expires}
    from consents, unnest(${ids}::uuid[]) c (id) where consents.id = ${consent}`
  await rows`
    insert into messages (workspace_id, conversation_id, id, role, sealed, created_at, expires_at)
    select workspace_id, id, gen_random_uuid(), role, '', started_at, expires_at
    from conversations, unnest(array['visitor', 'assistant']) role where consent_id = ${consent}`
  await rows`
    insert into replies (workspace_id, assistant_id, visitor_id, message_id, id, conversation_id, consent_id, body_hash,
      model, state, process, day, reserved_tokens, created_at, expires_at)
    select workspace_id, assistant_id, visitor_id, gen_random_uuid(), gen_random_uuid(), id, consent_id, '', 'quote',
      'complete', 1, '2026-11-20', 0, started_at, expires_at
    from conversations where consent_id = ${consent}`
  return ids
}

/** In which tables anything of an assistant is left. */
async function traces(id: string, conversations: string[]) {
  const tables = await rows`
    select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'atavus' and c.column_name = 'assistant_id' and t.table_type = 'BASE TABLE'`
  const left: string[] = []
  for (const { name } of tables)
    if ((await rows`select from ${rows(name)} where assistant_id = ${id} limit 1`).length) left.push(name)
  if ((await rows`select from assistants where id = ${id}`).length) left.push('assistants')
  if ((await rows`select from messages where conversation_id = any(${conversations}::uuid[]) limit 1`).length)
    left.push('messages')
  return left.toSorted()
}

test('P4.5 a deleted assistant is gone at once, with everything that hung on it, and nothing of another', async () => {
  const owner = await signUp(atavus)
  const gone = await assistantOf(owner)
  const stays = await assistantOf(owner)
  const kept: Record<string, string[]> = {}
  for (const { id, key } of [gone, stays]) {
    kept[id] = await converse((await visit(atavus, key)).consent, 3)
    await owner.call('POST', `/v1/assistants/${id}/documents`, {
      title: 'T',
      url: null,
      language: 'en',
      text: 'Flax.',
    })
    await rows`insert into requests (id, workspace_id, assistant_id, kind, via, visitor_id, sealed, opened_at, due_at)
      select gen_random_uuid(), workspace_id, id, 'rectification', 'widget', gen_random_uuid(), '', '2026-11-20', '2026-12-20'
      from assistants where id = ${id}`
    await rows`insert into budgets select workspace_id, id, '2026-11-20', 1, 1, 1 from assistants where id = ${id}`
  }
  const before = await traces(gone.id, kept[gone.id]!)
  expect(before).toEqual(
    expect.arrayContaining(['assistants', 'budgets', 'consents', 'conversations', 'documents']),
  )
  expect(before).toEqual(expect.arrayContaining(['messages', 'notices', 'passages', 'replies', 'requests']))

  const heard: News[] = []
  const deaf = atavus.world.hear(news => heard.push(news))
  expect((await owner.call('DELETE', `/v1/assistants/${gone.id}`)).status).toBe(200)
  await expect
    .poll(() => heard.filter(({ type }) => type === 'assistant'))
    .toEqual([{ type: 'assistant', id: gone.id }])
  const erased = heard.flatMap(news => (news.type === 'erased' ? news.conversation : []))
  expect(erased.toSorted()).toEqual(kept[gone.id]!.toSorted())
  deaf()

  expect(await traces(gone.id, kept[gone.id]!)).toEqual([])
  expect(await traces(stays.id, kept[stays.id]!)).toEqual(before)
  expect((await owner.call('DELETE', `/v1/assistants/${gone.id}`)).status).toBe(404)
  expect(
    (
      await atavus.app.request(`/v1/chat/assistant?key=${gone.key}`, {
        headers: { origin: 'https://shop.example' },
      })
    ).status,
  ).toBe(401)
})

test('an assistant of thousands of conversations is deleted as well', async () => {
  const owner = await signUp(atavus)
  const { id, key } = await assistantOf(owner)
  const conversations = await converse((await visit(atavus, key)).consent, 1200)
  expect((await owner.call('DELETE', `/v1/assistants/${id}`)).status).toBe(200)
  expect(await traces(id, conversations)).toEqual([])
})

test('P4.5 an assistant of tens of thousands of consents is deleted in batches, and noted once', async () => {
  const owner = await signUp(atavus)
  const { id, key } = await assistantOf(owner)
  const { consent } = await visit(atavus, key)
  await rows`
    insert into consents
    select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'visitor_id', gen_random_uuid(), 'code_hash', null))).*
    from consents c, generate_series(1, 25000) where c.id = ${consent}`
  const noted = async () => (await rows`select from erasures where kind = 'consent'`).length
  const before = await noted()
  expect((await owner.call('DELETE', `/v1/assistants/${id}`)).status).toBe(200)
  expect(await traces(id, [])).toEqual([])
  expect(await noted()).toBe(before)
})

test('P4.5 the deletion of an assistant may take longer than a question', async () => {
  const owner = await signUp(atavus)
  const { id, key } = await assistantOf(owner)
  const { consent } = await visit(atavus, key)
  const other = lookInto(atavus.address)
  const held = Promise.withResolvers<void>()
  const holding = other.begin(async sql => {
    await sql`select from consents where id = ${consent} for update`
    held.resolve()
    await new Promise(resolve => setTimeout(resolve, 5500))
  })
  await held.promise
  expect((await owner.call('DELETE', `/v1/assistants/${id}`)).status).toBe(200)
  await holding
  await other.end()
})

test('deleted by two at once it is deleted once', async () => {
  const visitor = browser(atavus)
  await visitor.signUp('twice')
  const made = await visitor.ask('POST', '/v1/assistants', {
    name: 'F',
    controllerName: 'A',
    controllerContact: 'B',
  })
  const answers = await Promise.all(
    [1, 2, 3].map(() => visitor.ask('DELETE', `/v1/assistants/${made.body.id}`)),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404])
})

test('deleted while visitors ask, it leaves nothing behind, and everybody gets an answer or a refusal', async () => {
  const model = scripted('quote')
  model.play(async function* () {
    yield { type: 'text', text: 'Flax.' }
    await new Promise(resolve => setTimeout(resolve, 20))
    yield { type: 'end', end: 'complete' }
  })
  const busy = await testWorld({ beside: atavus, limits: noLimits, models: { quote: model } })
  const base = await busy.serve()
  const owner = await signUp(busy)
  const { id, key } = await assistantOf(owner)
  const guests = await Promise.all(Array.from({ length: 8 }, () => visit(busy, key)))
  const asked = guests.flatMap(guest =>
    Array.from({ length: 4 }, async (_, n) => {
      await new Promise(resolve => setTimeout(resolve, n * 15))
      const answer = await guest.ask(base, 'What is linen?')
      await answer.text()
      return answer.status
    }),
  )
  await new Promise(resolve => setTimeout(resolve, 25))
  expect((await owner.call('DELETE', `/v1/assistants/${id}`)).status).toBe(200)
  expect((await Promise.all(asked)).filter(status => status >= 500)).toEqual([])
  expect(busy.faults).toEqual([])
  const left =
    await rows`select conversation_id as id from messages where conversation_id not in (select id from conversations)`
  expect([await traces(id, []), left]).toEqual([[], []])
  await busy.close()
})
