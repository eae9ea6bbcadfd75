import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepUp } from '../backup/keep.ts'
import { makeBackup } from '../backup/make.ts'
import { restore } from '../backup/restore.ts'
import { openDrill } from '../backup/testing/drill.ts'
import { conversationOf, failing, whole } from '../chat/testing/talk.ts'
import { ModelFault } from '../models/model.ts'
import { createQuote } from '../models/quote.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { page, selfOf } from './testing/own.ts'

let drill: Awaited<ReturnType<typeof openDrill>>

beforeEach(async () => {
  const down = scripted('ollama')
  down.play(failing(new ModelFault('model_unavailable')))
  drill = await openDrill({ ollama: down, quote: createQuote() })
})
afterEach(() => drill.close())

test('P4.4 what an account deleted of its own does not come back with a backup, and the rest does', async () => {
  const owner = await drill.owner()
  const { id } = await drill.assistant(owner)
  const self = await selfOf(drill.here, await drill.here.serve(), owner)
  await self.agree(id)
  const ask = async (text: string, context: object[]) =>
    conversationOf(await whole(self.ask(id, text, { context })))
  const stays = await ask('What stays?', [page(['One.'], 'https://stays.example'), page(['Two.'])])
  const gone = await ask('What goes?', [page(['Three.'], 'https://stays.example')])
  const { name } = await makeBackup(drill.archive)

  await self.call('DELETE', `/shared-sites/${encodeURIComponent('https://news.example')}`)
  await self.call('DELETE', `/conversations/${gone}`)
  await keepUp(drill.archive)
  const into = await drill.empty()
  expect(await restore(drill.archive, name, into)).toMatchObject({ unreadable: 0 })

  const there = lookInto(into)
  const conversations = await there`select id, account_id is not null as own, expires_at from conversations`
  expect(conversations).toEqual([{ id: stays, own: true, expires_at: new Date('9999-12-31') }])
  // What quoted the site is not there again, either.
  expect(await there`select role from messages`).toEqual([{ role: 'visitor' }])
  expect(await there`select ordinal from shared_pages`).toEqual([{ ordinal: 1 }])
  await there.end()
})

test('P4.4 what was quoted of a forgotten site in another model’s place does not come back with a backup', async () => {
  const owner = await drill.owner()
  const { id } = await drill.assistant(owner, { model: 'ollama', quoteFallback: true })
  const self = await selfOf(drill.here, await drill.here.serve(), owner)
  await self.agree(id)
  const context = [page(['Wagtails are back.'])]
  const mine = conversationOf(await whole(self.ask(id, 'What is back?', { context })))
  const { name } = await makeBackup(drill.archive)
  const roles = async (rows: ReturnType<typeof lookInto>) =>
    (
      await rows`select role from messages where conversation_id = ${mine} order by created_at, role desc`
    ).map(({ role }) => role)
  expect(await roles(drill.rows)).toEqual(['visitor', 'assistant'])

  await self.call('DELETE', `/shared-sites/${encodeURIComponent('https://news.example')}`)
  await keepUp(drill.archive)
  const into = await drill.empty()
  await restore(drill.archive, name, into)
  const there = lookInto(into)
  expect(await roles(there)).toEqual(['visitor'])
  await there.end()
})

test.each([
  ['what was taken out of the log stays out of it after a restore', true, false],
  ['what was shared anew before the backup stays shared', false, true],
])('%s', async (_, before, shared) => {
  const owner = await drill.owner()
  const { id } = await drill.assistant(owner)
  const self = await selfOf(drill.here, await drill.here.serve(), owner)
  await self.agree(id)
  const mine = conversationOf(await whole(self.ask(id, 'Mine?')))
  const share = async (shared: boolean) =>
    expect((await self.call('PUT', `/conversations/${mine}/shared`, { shared })).status).toBe(200)
  await share(true)
  if (!before) for (const next of [false, true]) await share(next)
  const { name } = await makeBackup(drill.archive)
  if (before) await share(false)
  await keepUp(drill.archive)
  const into = await drill.empty()
  await restore(drill.archive, name, into)

  const there = lookInto(into)
  const found = await there`select shared_at is not null as shared from conversations where id = ${mine}`
  expect(found).toEqual([{ shared }])
  await there.end()
})

test('P4.4 P8.3 whatever of one’s own was erased under a hold since the backup waits for its end after a restore, as before', async () => {
  const owner = await drill.owner()
  const { id, key } = await drill.assistant(owner)
  const child = await drill.ask(key, 'I am ten')
  const self = await selfOf(drill.here, await drill.here.serve(), owner)
  await self.agree(id)
  const mine = conversationOf(await whole(self.ask(id, 'Mine?', { context: [page(['One.'])] })))
  await self.call('PUT', `/conversations/${mine}/shared`, { shared: true })
  const until = new Date(drill.here.world.now().getTime() + 10 * 24 * 60 * 60 * 1000).toISOString()
  await owner.call('POST', '/v1/holds', {
    assistant: null,
    conversation: null,
    reason: 'A claim.',
    silent: false,
    until,
  })
  const { name } = await makeBackup(drill.archive)

  await self.call('DELETE', `/shared-sites/${encodeURIComponent('https://news.example')}`)
  await self.call('DELETE', `/conversations/${mine}`)
  await self.call('DELETE', '/conversations')
  await self.call('POST', `/assistants/${id}/withdraw`, { delete: true })
  await owner.call('DELETE', `/v1/conversations/${child.conversation}/child`)
  const waiting = async (rows: ReturnType<typeof lookInto>) =>
    (
      await rows`select workspace_id, subject from jobs where kind = 'released' order by subject::text`
    ).slice()
  const before = await waiting(drill.rows)
  expect(before).toHaveLength(5)
  await keepUp(drill.archive)
  const into = await drill.empty()
  await restore(drill.archive, name, into)
  const there = lookInto(into)
  expect(await waiting(there)).toEqual(before)
  await there.end()
})
