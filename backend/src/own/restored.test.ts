import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepUp } from '../backup/keep.ts'
import { makeBackup } from '../backup/make.ts'
import { restore } from '../backup/restore.ts'
import { openDrill } from '../backup/testing/drill.ts'
import { conversationOf, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { page, selfOf } from './testing/own.ts'

let drill: Awaited<ReturnType<typeof openDrill>>

beforeAll(async () => {
  drill = await openDrill()
})
afterAll(() => drill.close())

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
