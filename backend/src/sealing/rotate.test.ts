import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { browser } from '../accounts/testing/browser.ts'
import { conversationOf, talk, until, whole } from '../chat/testing/talk.ts'
import { learnSecrets, loadSecrets, newSecrets } from '../lib/secrets.ts'
import { createTokens } from '../lib/tokens.ts'
import { wrapWorkspaceKey } from '../lib/workspace-key.ts'
import { assistantOf, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment } from '../testing/world.ts'
import type { World } from '../world.ts'
import { resealAll } from './reseal.ts'
import { retireMasters } from './retire.ts'
import { prepareMaster, rotateMaster, rotateReceipts, rotateTokens } from './rotate.ts'
import { openHouse, sealingKey } from './testing/house.ts'

let house: Awaited<ReturnType<typeof openHouse>>
let base: string
beforeAll(async () => {
  house = await openHouse()
  base = await house.b.serve()
})
afterAll(() => house.close())

const published = async ({ app }: TestWorld): Promise<JSONWebKeySet> =>
  (await app.request('/.well-known/jwks.json')).json()
const retire = (keeper: World['db']['keeper'] = house.a.world.db.keeper) =>
  retireMasters({
    db: { ...house.a.world.db, keeper },
    folder: house.folder,
    secrets: house.a.world.secrets,
    archive: undefined,
    own: 0,
  })

test('receipts of every key that ever signed go on being verifiable, and the former ones can sign no more', async () => {
  const { key } = await assistantOf(await signUp(house.a))
  const receipts = [(await visit(house.a, key)).receipt]
  for (const time of [1, 2]) {
    const { receipts: seed } = house.a.world.secrets
    await rotateReceipts(house.place)
    await until(async () => (await published(house.b)).keys.length === time + 1)
    await until(async () => (await published(house.a)).keys.length === time + 1)
    receipts.push((await visit(time === 1 ? house.a : house.b, key)).receipt)
    const stored = await readFile(join(house.folder, 'secrets.json'), 'utf8')
    expect(stored).not.toContain(seed.toString('base64'))
  }
  const jwks = await published(house.a)
  expect(jwks).toEqual(await published(house.b))
  const names = receipts.map(receipt => decodeProtectedHeader(receipt).kid)
  expect(names[0]).toBe('receipts-1')
  expect(new Set(names)).toEqual(new Set(jwks.keys.map(({ kid }) => kid)))
  expect(new Set(names).size).toBe(3)
  for (const receipt of receipts) await compactVerify(receipt, createLocalJWKSet(jwks))
  for (const one of jwks.keys) expect(one).not.toHaveProperty('d')
})

test('tokens of the former key serve until the last of them is over, new ones are signed by the new key', async () => {
  house.at(testMoment)
  const { key } = await assistantOf(await signUp(house.a))
  const visitor = await visit(house.a, key)
  const signed = browser(house.a)
  await signed.signUp('before')
  const { tokens } = house.a.world.secrets
  await rotateTokens(house.place)
  await until(() => [house.a, house.b].every(({ world }) => !world.secrets.tokens.equals(tokens)))

  house.model.say('Yes.')
  const heard = await whole(talk(base, visitor, 'Does it still serve?').send())
  expect(conversationOf(heard)).toBeTruthy()
  expect((await signed.ask('GET', '/v1/account')).status).toBe(200)

  const { world: there } = house.b
  const read = (token: string, late: number) =>
    there.tokens.read('access', token, z.object({ sub: z.string() }), there.now(), late)
  const fresh = await house.a.world.tokens.sign('access', { sub: 'after' }, there.now(), 900)
  expect(await read(fresh, 0)).toEqual({ sub: 'after' })
  const old = await createTokens({ ...there.secrets, tokens }, there.settings.url)
  const [first, last] = await Promise.all(
    ['2026-11-20T12:00:00Z', '2026-12-20T11:59:59Z'].map(moment =>
      old.sign('access', { sub: 'before' }, new Date(moment), 900),
    ),
  )
  const formerOnly = await createTokens({ ...newSecrets(), tokens }, there.settings.url)
  await expect(
    formerOnly.read('access', fresh, z.object({ sub: z.string() }), there.now()),
  ).rejects.toMatchObject({ code: 'unauthenticated' })
  house.at('2026-12-20T12:00:00.000Z')
  const late = 40 * 24 * 60 * 60
  for (const token of [first, last]) expect(await read(token ?? '', late)).toEqual({ sub: 'before' })
  house.at('2026-12-21T12:00:00.000Z')
  for (const token of [first, last])
    await expect(read(token ?? '', late)).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('of many changes at once none is lost', async () => {
  const before = await loadSecrets(house.folder)
  const changes = Array.from({ length: 6 }, (_, index) =>
    index % 2 ? rotateTokens(house.place) : rotateReceipts(house.place),
  )
  await Promise.all(changes)
  const { former } = await loadSecrets(house.folder)
  expect(former.tokens.filter(({ until }) => until > house.a.world.now()).length).toBeGreaterThanOrEqual(3)
  expect(former.receipts.length).toBe(before.former.receipts.length + 3)
})

test('a key that was prepared opens and does not seal; what a machine behind seals is never sealed back', async () => {
  const { a, b, folder, place } = house
  const former = sealingKey(a)
  await prepareMaster(place)
  await prepareMaster(place)
  await until(() => [a, b].every(({ world }) => world.secrets.master.keys().all.length === 2))
  expect(sealingKey(a).key).toEqual(former.key)
  const prepared = (await loadSecrets(folder)).master
  await rotateMaster(place)
  await until(() => [a, b].every(one => !sealingKey(one).key.equals(former.key)))
  expect((await loadSecrets(folder)).master.keys().all).toHaveLength(2)
  expect(sealingKey(a).key).toEqual(prepared.keys().all[1]?.key)

  // The file as it was brought to a machine before the key began to seal.
  const behind = { ...a.world, secrets: { ...a.world.secrets, master: prepared } }
  await a.work()
  await b.work()
  const sealed = () => house.rows`select id, sealed_key from workspaces order by id`
  const before = await sealed()
  await resealAll(behind, {}, { signal: AbortSignal.timeout(10_000) })
  expect(await sealed()).toEqual(before)
})

test('a former key stays as long as a process may seal with it, or has not said with which it does', async () => {
  const { a, b } = house
  const now = b.world.now().getTime()
  await expect(retire()).rejects.toThrow('2 running process(es)')
  house.at(new Date(now + 3 * 60_000).toISOString())
  await house.rows`delete from sealing_processes where process = ${b.world.process()}`
  await expect(retire()).rejects.toThrow('1 running process(es)')
  const [old] = a.world.secrets.master.keys().all
  const stays = b.world.secrets.master.keys()
  if (!old) throw new Error('no former key')
  await house.rows`
    insert into sealing_processes (process, master, since)
    select ${b.world.process()}, master, since from sealing_processes where process = ${a.world.process()}
  `
  const id = '01900000-0000-7000-8000-00000000000b'
  b.world.secrets.master.take({ ...stays, sealing: old })
  const late = wrapWorkspaceKey(b.world.secrets.master, id, Buffer.alloc(32, 7))
  learnSecrets(b.world.secrets)
  await house.rows`
    insert into workspaces (id, name, time_zone, sealed_key, created_at)
    values (${id}, 'Late', 'Europe/Berlin', ${late}, ${a.world.now()})
  `
  await expect(retire()).rejects.toThrow('is still needed: 1 keys of workspaces. The running platform')
  const learning = retire(work => {
    learnSecrets(a.world.secrets)
    return a.world.db.keeper(work)
  })
  await expect(learning).rejects.toThrow('is still needed: 1 keys of workspaces.')
  expect((await loadSecrets(house.folder)).master.keys().all).toHaveLength(2)
  // It has put the rest in line.
  await a.work()
  await b.work()
  expect(await retire()).toBe(1)
  await expect(retire()).rejects.toThrow('There is one master key')
})
