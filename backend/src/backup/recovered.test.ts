import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeOf, talk } from '../chat/testing/talk.ts'
import { keepUp } from './keep.ts'
import { refuseUnreplayed } from './nightly.ts'
import { eraseAgain } from './restore.ts'
import { openDrill } from './testing/drill.ts'

let drill: Awaited<ReturnType<typeof openDrill>>

beforeEach(async () => {
  drill = await openDrill()
})
afterEach(() => drill.close())

test('P8.6 P4.4 after point-in-time recovery no consent stands that was withdrawn since, and nobody is signed in', async () => {
  const { here, archive, rows } = drill
  const owner = await drill.owner()
  const { key } = await drill.assistant(owner)
  const [{ visitor }, erased] = [await drill.ask(key, 'Before'), await drill.ask(key, 'Erased')]
  const withdrawn = await here.app.request('/v1/chat/consents/withdraw', {
    method: 'POST',
    headers: visitor.headers,
    body: JSON.stringify({ delete: false }),
  })
  expect(withdrawn.status).toBe(200)
  expect((await owner.call('DELETE', `/v1/conversations/${erased.conversation}`)).ok).toBe(true)
  await keepUp(archive)
  // As of before again: neither the withdrawal nor a sign-out is in it, and a mail and a link wait that were sent.
  await rows`update consents set withdrawn_at = null`
  expect(await rows`select from sessions where ended_at is null`).toHaveLength(1)
  const { id: account } = (await (await owner.call('GET', '/v1/account')).json()) as { id: string }
  await rows`insert into sign_in_links values ('', ${account}, '2026-11-21')`
  await rows`
    insert into jobs (id, kind, subject, run_at, created_at)
    select gen_random_uuid(), kind, '{}', '2026-11-21', '2026-11-20' from unnest(array['mail', 'request']) kind
  `

  await eraseAgain(archive, here.address)
  await refuseUnreplayed(here.world)
  expect(await rows`select from sessions`).toHaveLength(0)
  expect(await rows`select from sign_in_links`).toHaveLength(0)
  expect(await rows`select kind from jobs where run_at = '2026-11-21'`).toEqual([{ kind: 'request' }])
  const base = await here.serve()
  for (const one of [visitor, erased.visitor])
    expect(await codeOf(await talk(base, one, 'Does my old yes stand?').send())).toBe('consent_required')
  expect((await owner.call('GET', '/v1/account')).status).toBe(401)
})

test('P9.2 P4.4 after point-in-time recovery what an erased visitor asked is gone again', async () => {
  const { here, archive, rows } = drill
  const { key } = await drill.assistant(await drill.owner())
  const { visitor } = await drill.ask(key, 'Before')
  const { headers } = visitor
  const body = JSON.stringify({ text: 'My name is Timmy' })
  expect((await here.app.request('/v1/chat/corrections', { method: 'POST', headers, body })).status).toBe(201)
  const asked = await rows`select * from requests`
  expect((await here.app.request('/v1/chat/conversations', { method: 'DELETE', headers })).status).toBe(200)
  expect(await rows`select from requests`).toHaveLength(0)
  await keepUp(archive)
  // As of before again.
  await rows`insert into requests ${rows(asked)}`
  await eraseAgain(archive, here.address)
  expect(await rows`select from requests`).toHaveLength(0)
})
