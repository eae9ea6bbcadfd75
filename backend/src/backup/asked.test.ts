import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAnswer, openAsked } from '../requests/sealed.ts'
import { send } from '../requests/testing/asking.ts'
import { lookInto } from '../testing/database.ts'
import type { Visitor } from '../testing/shop.ts'
import { keepUp } from './keep.ts'
import { makeBackup } from './make.ts'
import { restore } from './restore.ts'
import { openDrill } from './testing/drill.ts'

// What people asked by right, and what they objected to, after a backup was restored.

let drill: Awaited<ReturnType<typeof openDrill>>

beforeEach(async () => {
  drill = await openDrill()
})
afterEach(() => drill.close())

const form = async (fields: Record<string, string>) => {
  const answer = await send(drill, '/requests', { site: '', contact: '', words: '', ...fields })
  expect(answer.status).toBe(200)
}
const codeOf = ({ receipt }: Visitor) => String(decodeJwt(receipt).code)
const object = async ({ headers }: Visitor, improve: boolean) => {
  const body = JSON.stringify({ improve })
  const answer = await drill.here.app.request('/v1/chat/objections', { method: 'POST', headers, body })
  expect(answer.status).toBe(204)
}

/** What is there after a backup was restored. */
async function restored<T>(
  name: string,
  look: (there: ReturnType<typeof lookInto>) => Promise<T>,
  { without = false } = {},
): Promise<T> {
  await keepUp(drill.archive)
  if (without) await rm(join(drill.folder, 'erasures.log'))
  const into = await drill.empty()
  await restore(drill.archive, name, into, { without })
  const there = lookInto(into)
  return look(there).finally(() => there.end())
}

test('P4.4 P9.2 what an erased child asked and objected to does not come back with a backup, and what others asked does', async () => {
  const { archive, rows } = drill
  const { key } = await drill.assistant(await drill.owner())
  const [child, other] = [(await drill.ask(key, 'I am ten')).visitor, (await drill.ask(key, 'Hm')).visitor]
  for (const visitor of [child, other]) {
    const code = codeOf(visitor)
    await form({ kind: 'rectification', words: 'My name is Timmy Marlow, 12 Elm Road', code })
    await object(visitor, true)
  }
  const { name } = await makeBackup(archive)
  await form({ kind: 'child', code: codeOf(child) })
  const stay = await rows`select id, visitor_id from requests`
  expect(stay).toHaveLength(1)

  await restored(name, async there => {
    expect(await there`select id, visitor_id from requests`).toEqual(stay)
    expect(await there`select visitor_id from objections`).toEqual([{ visitor_id: stay[0]?.visitor_id }])
  })
})

test('P4.4 P9.2 an erased request is in no backup, also where the list of what was erased is lost, and others open', async () => {
  const { archive } = drill
  const { master } = drill.here.world.secrets
  const owner = await drill.owner()
  const { key } = await drill.assistant(owner)
  const ask = async (words: string) => {
    const { visitor } = await drill.ask(key, 'Hm')
    await form({ kind: 'rectification', words, code: codeOf(visitor) })
    return visitor
  }
  const answer = async (words: string) => {
    const { items } = (await (await owner.call('GET', '/v1/requests')).json()) as {
      items: { id: string; words: string }[]
    }
    const id = items.find(one => one.words === words)?.id
    const said = { outcome: 'done', words: `Done: ${words}` }
    expect((await owner.call('POST', `/v1/requests/${id}/answer`, said)).status).toBe(200)
  }
  const child = await ask('I am Timmy')
  await ask('I am Ana')
  await ask('I am Jo')
  await answer('I am Ana')
  const { name } = await makeBackup(archive)
  await answer('I am Jo')
  await form({ kind: 'child', code: codeOf(child) })

  const look = async (there: ReturnType<typeof lookInto>) => {
    const found = await there<{ id: string; sealed: Buffer; answer: Buffer | null }[]>`
      select id, sealed, answer from requests
    `
    return found.map(({ id, sealed, answer }) => [
      openAsked(master, id, sealed).words,
      answer && openAnswer(master, id, answer),
    ])
  }
  // What was answered after the backup is open again.
  expect((await restored(name, look, { without: true })).sort()).toEqual([
    ['I am Ana', 'Done: I am Ana'],
    ['I am Jo', null],
  ])
})

test('P4.4 what an account asked goes with it, also out of what is restored', async () => {
  const { archive, rows } = drill
  const leaver = await drill.owner()
  const asked = await leaver.call('POST', '/v1/account/requests', {
    kind: 'access',
    words: 'What do you hold?',
  })
  expect(asked.status).toBe(201)
  const { workspace } = (await (await leaver.call('GET', '/v1/account')).json()) as {
    workspace: { id: string }
  }
  const { name } = await makeBackup(archive)
  expect((await leaver.call('POST', '/v1/account/delete', { workspaces: [workspace.id] })).status).toBe(200)
  expect(await rows`select from erasures where kind = 'request'`).toHaveLength(1)
  await restored(name, async there => expect(await there`select from requests`).toHaveLength(0))
})

test('P8.5 an objection holds after a restore as it was left, made or taken back since the backup', async () => {
  const { archive, rows } = drill
  const [maker, taker] = [await drill.owner(), await drill.owner()]
  const { key } = await drill.assistant(maker)
  const asks = async (text: string) => (await drill.ask(key, text)).visitor
  const [made, takenBack, madeAgain] = [await asks('One'), await asks('Two'), await asks('Three')]
  const improve = (objections: string[]) => ({ objections })
  for (const visitor of [takenBack, madeAgain]) await object(visitor, true)
  expect((await taker.call('PATCH', '/v1/account', improve(['improve']))).ok).toBe(true)
  const { name } = await makeBackup(archive)
  await object(made, true)
  for (const visitor of [takenBack, madeAgain]) await object(visitor, false)
  await object(madeAgain, true)
  expect((await maker.call('PATCH', '/v1/account', improve(['improve']))).ok).toBe(true)
  expect((await taker.call('PATCH', '/v1/account', improve([]))).ok).toBe(true)
  const left = {
    visitors: await rows`select visitor_id from objections order by visitor_id`,
    accounts: await rows`select id, objections from accounts order by id`,
  }
  expect(left.visitors).toHaveLength(2)

  await restored(name, async there => {
    expect(await there`select visitor_id from objections order by visitor_id`).toEqual(left.visitors)
    expect(await there`select id, objections from accounts order by id`).toEqual(left.accounts)
  })
})

test('P4.4 P8.3 what was erased under a hold after the backup goes when the hold is over, and other words stay', async () => {
  const { archive, here } = drill
  const owner = await drill.owner()
  const { key } = await drill.assistant(owner)
  const [gone, stays] = [await drill.ask(key, 'The delivery was late'), await drill.ask(key, 'Hm')]
  const day = new Date(here.world.now().getTime() + 10 * 24 * 60 * 60 * 1000).toISOString()
  const hold = { assistant: null, conversation: null, reason: 'A claim.', silent: false, until: day }
  expect((await owner.call('POST', '/v1/holds', hold)).status).toBe(201)
  const { name } = await makeBackup(archive)
  const { headers } = gone.visitor
  const answer = await here.app.request('/v1/chat/conversations', { method: 'DELETE', headers })
  expect(await answer.json()).toMatchObject({ conversations: 0, held: 1 })

  await keepUp(archive)
  const into = await drill.empty()
  await restore(archive, name, into)
  const [there, again] = [lookInto(into), await drill.serveFrom(into)]
  const left = async () => (await there<{ id: string }[]>`select id from conversations`).map(({ id }) => id)
  await again.work()
  expect(new Set(await left())).toEqual(new Set([gone.conversation, stays.conversation]))
  again.at(day)
  await again.work()
  expect(await left()).toEqual([stays.conversation])
  await again.close()
  await there.end()
})
