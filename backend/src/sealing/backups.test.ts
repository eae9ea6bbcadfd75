import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticatorOf } from '../accounts/testing/authenticator.ts'
import { browser, noLimits, passphrase } from '../accounts/testing/browser.ts'
import { archiveOf } from '../backup/archive.ts'
import { makeBackup } from '../backup/make.ts'
import { restore } from '../backup/restore.ts'
import { questionsOf } from '../backup/testing/questions.ts'
import { talk, until, whole } from '../chat/testing/talk.ts'
import { loadSecrets } from '../lib/secrets.ts'
import { emptyDatabase } from '../testing/database.ts'
import { assistantOf, signUp, visit } from '../testing/shop.ts'
import { testMoment, testWorld } from '../testing/world.ts'
import { retireMasters } from './retire.ts'
import { rotateMaster } from './rotate.ts'
import { countAll, keptUnderFormer } from './standing.ts'
import { openHouse } from './testing/house.ts'

let backups: string
let house: Awaited<ReturnType<typeof openHouse>>
const empty: Awaited<ReturnType<typeof emptyDatabase>>[] = []
beforeAll(async () => {
  backups = await mkdtemp(join(tmpdir(), 'atavus-backups-'))
  house = await openHouse({ backups })
})
afterAll(async () => {
  await house.close()
  for (const { drop } of empty) await drop()
  await rm(backups, { recursive: true })
})

test('a backup from before opens with the new secrets; once the former key is gone, all that was said and the way in by recovery codes still do', async () => {
  const { a, b, folder, model } = house
  const archive = archiveOf(a.world)
  if (!archive) throw new Error('no backups')
  const careful = browser(a)
  const name = 'careful'
  await careful.signUp(name)
  const { body: offer } = await careful.ask('POST', '/v1/account/factor')
  const code = authenticatorOf(offer.secret, () => now)
  let now = new Date(testMoment)
  const { body } = await careful.ask('POST', '/v1/account/factor/confirm', { code: code() })
  const owner = await signUp(a)
  model.say('Yes.')
  const { key } = await assistantOf(owner)
  await whole(talk(await a.serve(), await visit(a, key), 'Magenta heron?').send())
  const { name: backup } = await makeBackup(archive)
  expect(await keptUnderFormer(archive)).toBe(0)

  await rotateMaster(house.place)
  await until(() => [a, b].every(({ world }) => world.secrets.master.keys().all.length === 2))
  await until(async () => {
    await a.work()
    const keys = a.world.secrets.master.keys()
    return (await countAll(a.world, keys)).every(({ master }) => master === keys.sealing)
  })
  await until(async () => (await keptUnderFormer(archive)) === 0)

  /** A platform that is restored from the backup, with the secrets as the file has them now. */
  const restored = async () => {
    const made = await emptyDatabase()
    empty.push(made)
    const secrets = await loadSecrets(folder)
    await restore({ ...archive, secrets, now: () => now }, backup, made.address)
    const there = await testWorld({ address: made.address, secrets, limits: noLimits })
    there.at(now)
    const signIn = (shown: string) =>
      browser(there).ask('POST', '/v1/session', { name, password: passphrase, code: shown })
    expect(await questionsOf(there)).toEqual(['Magenta heron?'])
    return { there, signIn, secrets }
  }
  now = new Date(now.getTime() + 60_000)
  const before = await restored()
  expect((await before.signIn(code())).status).toBe(200)
  const keys = before.secrets.master.keys()
  const counts = await countAll(before.there.world, keys)
  const under = (place: string) =>
    counts.filter(one => one.place === place).map(({ master }) => master === keys.sealing)
  expect([under('workspace'), under('factor')]).toEqual([[true], [false]])
  await before.there.close()

  now = new Date(now.getTime() + 3 * 60_000)
  house.at(now.toISOString())
  expect(
    await retireMasters({
      db: a.world.db,
      folder,
      secrets: a.world.secrets,
      archive,
      own: a.world.process(),
    }),
  ).toBe(1)
  const after = await restored()
  expect((await after.signIn(code())).body.code).toBe('second_factor_wrong')
  expect((await after.signIn(body.codes[0])).status).toBe(200)
  expect(after.there.lines.join()).toContain('factor_unreadable')
  await after.there.close()
})
