import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backupsIn } from './folder.ts'
import { keepUp } from './keep.ts'
import { readLog } from './ledger.ts'
import { makeBackup } from './make.ts'
import { nightly, startBackups } from './nightly.ts'
import { backupPromises } from './promises.ts'
import { openDrill } from './testing/drill.ts'
import { verifyBackup } from './verify.ts'

let drill: Awaited<ReturnType<typeof openDrill>>

beforeEach(async () => {
  drill = await openDrill()
})
afterEach(() => drill.close())

const look = () => backupPromises[0]?.check(drill.here.world)
const night = () => nightly(drill.here.world, drill.archive)

test('P4.4 one is made and tried each night, at once where there is none, and none gets older than 30 days', async () => {
  const { here, folder } = drill
  expect(await night()).toBe('2026-11-20T12-00-00Z')
  expect(await night()).toBeUndefined()
  here.at('2026-11-21T02:10:00Z')
  expect(await night()).toBeUndefined()
  here.at('2026-11-22T02:10:00Z')
  expect(await night()).toBe('2026-11-22T02-10-00Z')
  here.at('2026-12-20T09:59:00Z')
  expect(await backupsIn(folder)).toHaveLength(2)
  await night()
  expect(await backupsIn(folder)).toEqual([
    '2026-11-20T12-00-00Z',
    '2026-11-22T02-10-00Z',
    '2026-12-20T09-59-00Z',
  ])
  here.at('2026-12-20T10:00:00Z')
  await night()
  expect(await backupsIn(folder)).toEqual(['2026-11-22T02-10-00Z', '2026-12-20T09-59-00Z'])
})

test('P4.4 evidence: kept with a fresh one that was tried; broken when one is too old or the list lags', async () => {
  const { here, archive, folder, rows } = drill
  expect(await look()).toMatchObject({ state: 'attention' })
  const { name } = await makeBackup(archive)
  expect(await look()).toMatchObject({ state: 'attention' })
  await verifyBackup(archive, name)
  expect(await look()).toMatchObject({ state: 'kept' })

  await rows`insert into erasures (at, kind, subject) values (${here.world.now()}, 'account', sha256('x'))`
  here.at('2026-11-20T12:10:00Z')
  expect(await look()).toMatchObject({ state: 'kept' })
  here.at('2026-11-20T12:16:00Z')
  expect(await look()).toMatchObject({ state: 'broken' })
  await keepUp(archive)
  expect(await look()).toMatchObject({ state: 'kept' })

  here.at('2026-11-23T12:16:00Z')
  expect(await look()).toMatchObject({ state: 'attention' })
  await cp(join(folder, name), join(folder, '2026-10-20T12-00-00Z'), { recursive: true })
  expect(await look()).toMatchObject({ state: 'broken' })
})

test('P4.4 without a folder none are made, and that is what is said', async () => {
  const { here } = drill
  const off = { ...here.world, settings: { ...here.world.settings, backups: undefined } }
  expect(await backupPromises[0]?.check(off)).toEqual({
    state: 'unused',
    facts: [{ fact: 'backups', word: 'none are made' }],
  })
  await startBackups(off)()
})

test('P4.4 what is erased is beside the backups within seconds, while the platform runs', async () => {
  const { here, archive, folder } = drill
  await makeBackup(archive)
  const stop = startBackups(here.world)
  const owner = await drill.owner()
  const { key } = await drill.assistant(owner)
  const { conversation } = await drill.ask(key, 'For a moment')
  await owner.call('DELETE', `/v1/conversations/${conversation}`)
  const listed = async () => {
    const kinds: string[] = []
    for await (const { kind } of readLog(folder, archive.secrets.backup)) kinds.push(kind)
    return kinds
  }
  await expect.poll(listed, { timeout: 15_000, interval: 500 }).toEqual(['conversation'])
  await stop()
  expect(here.faults).toEqual([])
  await rm(folder, { recursive: true })
}, 30_000)
