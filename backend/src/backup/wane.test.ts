import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clearClusters } from '../db/copy/trial-cluster.ts'
import { formerOf } from './archive.ts'
import { backupsIn } from './folder.ts'
import { keepUp } from './keep.ts'
import { readKeys } from './keys.ts'
import { makeBackup } from './make.ts'
import { backupPromises } from './promises.ts'
import { openDrill } from './testing/drill.ts'
import { wane } from './wane.ts'

let drill: Awaited<ReturnType<typeof openDrill>>

beforeEach(async () => {
  drill = await openDrill()
})
afterEach(() => drill.close())

/** The conversations whose keys lie with the backups. */
async function keysThere() {
  const ids: string[] = []
  for await (const { kind, id } of readKeys(drill.folder, drill.archive.secrets.backup))
    if (kind === 'c') ids.push(id.split('/')[1] ?? '')
  return ids
}

test('P4.4 where none are made any more those that lie there still end, and lose the keys of what is erased', async () => {
  const { here, folder } = drill
  const { key } = await drill.assistant(await drill.owner())
  const { visitor, conversation } = await drill.ask(key, 'For a while')
  await makeBackup(drill.archive)
  expect(await keysThere()).toEqual([conversation])

  here.world.settings.backups = undefined
  const look = () => backupPromises[0]?.check(here.world)
  const waneAll = async () => {
    for (const former of await formerOf(here.world)) await wane(former)
  }
  expect(await look()).toMatchObject({ state: 'attention' })
  const answer = await here.app.request('/v1/chat/conversations', {
    method: 'DELETE',
    headers: visitor.headers,
  })
  const { receipt } = (await answer.json()) as { receipt: string }
  expect(decodeJwt(receipt).left).toMatchObject({ backups: { until: '2026-12-20T12:00:00.000Z' } })
  await waneAll()
  expect(await keysThere()).toEqual([])

  here.at('2026-12-20T09:59:00Z')
  await waneAll()
  expect(await backupsIn(folder)).toHaveLength(1)
  expect(await look()).toMatchObject({ state: 'attention' })
  here.at('2026-12-20T12:00:01Z')
  expect(await look()).toMatchObject({ state: 'broken' })
  await waneAll()
  expect(await readdir(folder)).toEqual([])
  expect(await look()).toEqual({ state: 'unused', facts: [{ fact: 'backups', word: 'off now' }] })
})

test('P4.4 P4.2 a key that a hold keeps past its end leaves the backups when the hold is over', async () => {
  const { here, archive, rows } = drill
  const owner = await drill.owner()
  const { id, key } = await drill.assistant(owner, { retentionDays: 2 })
  const { conversation } = await drill.ask(key, 'Is this kept?')
  const hold = { assistant: id, conversation: null, reason: 'A court asked.', silent: false }
  const made = await owner.call('POST', '/v1/holds', { ...hold, until: '2026-11-25T12:00:00.000Z' })
  expect(made.status).toBe(201)
  await makeBackup(archive)
  // As if the rows were lost: what is only missing is kept with the backups.
  await rows`delete from messages where conversation_id = ${conversation}`
  await rows`alter table conversations disable trigger noted`
  await rows`delete from conversations where id = ${conversation}`
  await rows`alter table conversations enable trigger noted`
  here.at('2026-11-24T12:00:00Z')
  await keepUp(archive, true)
  expect(await keysThere()).toEqual([conversation])
  here.at('2026-11-25T12:00:01Z')
  await keepUp(archive, true)
  expect(await keysThere()).toEqual([])
})

test('P4.4 what a trial left that was killed is cleared, and that of one that runs is not', async () => {
  const mark = 'abcdef0123456789'
  const left = (maker: number) => mkdtemp(join(tmpdir(), `atavus-trial-${mark}-${maker}-`))
  const [dead, living, other] = [
    await left(2 ** 22 + 1),
    await left(process.ppid),
    join(tmpdir(), 'atavus-trial-0000000000000000-4194305-x'),
  ]
  await mkdir(other, { recursive: true })
  await clearClusters(mark)
  const there = (await readdir(tmpdir())).map(name => join(tmpdir(), name))
  expect([dead, living, other].map(folder => there.includes(folder))).toEqual([false, true, true])
  for (const folder of [living, other]) await rm(folder, { recursive: true })
})
