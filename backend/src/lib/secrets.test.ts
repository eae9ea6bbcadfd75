import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { headOf, UnknownMaster } from './master.ts'
import { seal } from './seal.ts'
import { changeSecrets, learnSecrets, loadSecrets, newSecrets, writtenSecrets } from './secrets.ts'
import type { StoredSecrets } from './secrets-text.ts'
import { unwrapWorkspaceKey, wrapWorkspaceKey } from './workspace-key.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atavus-secrets-'))
  path = join(folder, 'secrets.json')
})
afterEach(() => rm(folder, { recursive: true }))

const key = Buffer.alloc(32, 7)
const another = ({ own, masters, former }: StoredSecrets): StoredSecrets => {
  const sealing = { key: newSecrets().master.keys().sealing.key, first: false, since: new Date(0) }
  return { own, former, masters: { all: [...masters.all, sealing], sealing } }
}

test('what was sealed before there was a second master key opens for good, and a file of that time is read', async () => {
  const before = newSecrets()
  const old = seal(before.master.keys().sealing.key, key, 'workspace:one')
  await writeFile(path, writtenSecrets(before))
  expect(Object.keys(JSON.parse(writtenSecrets(before)))).not.toContain('masters')
  const first = await loadSecrets(folder)
  expect(unwrapWorkspaceKey(first.master, 'one', old)).toEqual(key)
  // Under the first one it is sealed as ever, so that processes of a former version read it, too.
  expect(wrapWorkspaceKey(first.master, 'one', key)[0]).toBe(1)

  await changeSecrets(folder, another)
  const later = await loadSecrets(folder)
  const sealed = wrapWorkspaceKey(later.master, 'one', key)
  expect(sealed.subarray(0, 5)).toEqual(headOf(later.master.keys().sealing))
  expect([old, sealed].map(one => unwrapWorkspaceKey(later.master, 'one', one))).toEqual([key, key])
  expect(() => unwrapWorkspaceKey(later.master, 'two', sealed)).toThrow()
})

test('a process that meets what a new master key sealed reads the file again, and seals with it from then on', async () => {
  const running = await loadSecrets(folder)
  await changeSecrets(folder, another)
  const sealed = wrapWorkspaceKey((await loadSecrets(folder)).master, 'one', key)
  expect(running.master.keys().all).toHaveLength(1)
  expect(unwrapWorkspaceKey(running.master, 'one', sealed)).toEqual(key)
  expect(wrapWorkspaceKey(running.master, 'one', key).subarray(0, 5)).toEqual(sealed.subarray(0, 5))
  const foreign = Buffer.concat([Buffer.of(2, 1, 2, 3, 4), sealed.subarray(5)])
  expect(() => unwrapWorkspaceKey(running.master, 'one', foreign)).toThrow(UnknownMaster)
})

test('the file is replaced whole, for its owner alone, and nothing is left beside it', async () => {
  await loadSecrets(folder)
  await changeSecrets(folder, another)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['secrets.json'])
  const before = await readFile(path, 'utf8')
  await expect(
    changeSecrets(folder, stored => ({ ...stored, own: { ...stored.own, backup: stored.own.pepper } })),
  ).rejects.toThrow('one secret twice')
  expect(await readFile(path, 'utf8')).toBe(before)
})

test('another installation’s file, a damaged one and none are not learnt, and no value of it is told', async () => {
  const running = await loadSecrets(folder)
  const sealed = wrapWorkspaceKey(running.master, 'one', key)
  const { master } = JSON.parse(await readFile(path, 'utf8'))
  const whole = JSON.parse(writtenSecrets(newSecrets()))
  const texts = [
    JSON.stringify(whole),
    `{"master":"${master}"`,
    JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), masters: [{ key: whole.master }] }),
    JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), masters: [{ key: 1 }] }),
    JSON.stringify({
      ...JSON.parse(await readFile(path, 'utf8')),
      former: { tokens: [{ key: whole.master }] },
    }),
  ]
  for (const text of texts) {
    await writeFile(path, text)
    const told = await Promise.resolve()
      .then(() => learnSecrets(running))
      .catch((error: Error) => `${error.message} ${error.stack}`)
    expect(told).toContain(path)
    for (const value of [master, whole.master]) expect(told).not.toContain(value.slice(0, 12))
  }
  await rm(path)
  expect(() => learnSecrets(running)).toThrow()
  expect(unwrapWorkspaceKey(running.master, 'one', sealed)).toEqual(key)
})
