import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadSecrets, newSecrets, type Secrets, writtenSecrets } from '../lib/secrets.ts'
import { readSettings, SettingsError } from '../settings.ts'

// What a platform starts with: secrets that nobody else has, and settings that are right, or it does not start.

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atavus-shipped-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => rm(join(folder, 'secrets.json'), { force: true }))

const coded = (secrets: Secrets): Record<string, unknown> => JSON.parse(writtenSecrets(secrets))
const stored = (value: unknown) => writeFile(join(folder, 'secrets.json'), JSON.stringify(value))
const names = Object.keys(coded(newSecrets()))

test('91e3ea9, CVE-2026-56269: no two installations start with the same secret (regressions 10, 21)', async () => {
  const first = coded(await loadSecrets(folder))
  expect(coded(await loadSecrets(folder))).toEqual(first)
  await rm(join(folder, 'secrets.json'))
  const second = coded(await loadSecrets(folder))
  const all = [...Object.values(first), ...Object.values(second)]
  expect(new Set(all).size).toBe(2 * names.length)
  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['secrets.json'])
})

const weak: [string, string | undefined][] = [
  ['that is missing', undefined],
  ['that is empty', ''],
  ['that is short', randomBytes(16).toString('base64')],
  ['that is long', randomBytes(33).toString('base64')],
  ['of zeros', Buffer.alloc(32).toString('base64')],
  ['of one letter', Buffer.alloc(32, 'a').toString('base64')],
  ['that repeats itself', Buffer.alloc(32, 'changeme').toString('base64')],
  ['that is a word', 'popcorn'],
  ['that is no base64', '!'.repeat(44)],
]

test.each(weak)(
  'CVE-2026-56269: a secret %s is refused, whichever it is (regressions 10, 21)',
  async (_, secret) => {
    for (const name of names) {
      // It came later: a folder that was begun without it gets it.
      if (name === 'backup' && secret === undefined) continue
      await stored({ ...coded(newSecrets()), [name]: secret })
      await expect(loadSecrets(folder)).rejects.toThrow(`no usable secret "${name}"`)
    }
  },
)

test('CVE-2026-56269: one secret for two purposes is refused (regression 21)', async () => {
  const secrets = coded(newSecrets())
  await stored({ ...secrets, pepper: secrets.master })
  await expect(loadSecrets(folder)).rejects.toThrow('one secret twice')
})

test.each(['', '{', 'null', '[]', '"x"'])(
  'GHSA-8fpg-xm3f-6cx3: secrets that cannot be read are not made anew: %j (regression 52)',
  async text => {
    await writeFile(join(folder, 'secrets.json'), text)
    await expect(loadSecrets(folder)).rejects.toThrow()
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toBe(text)
  },
)

test.each([
  { ATAVUS_URL: 'https://chat.example' },
  { ATAVUS_URL: 'http://chat.example' },
  { TRUSTED_PROXIES: 'any' },
  { ATAVUS_EGRESS_ALLOW: '*' },
  { DATABASE_URL: 'sqlite://x' },
  { SMTP_URL: 'smtp://' },
  { ATAVUS_DEMO: 'true' },
])(
  'GHSA-8fpg-xm3f-6cx3: what is set wrongly does not fall back to something open: %j (regression 52)',
  environment => {
    expect(() => readSettings(environment)).toThrow(SettingsError)
  },
)

test('CVE-2025-54868: what only tests use is loaded by nothing that serves (regression 32)', async () => {
  const root = new URL('../', import.meta.url)
  const paths = (await readdir(root, { recursive: true })).filter(
    path => /\.ts$/.test(path) && !/\.test\.ts$/.test(path),
  )
  const serving = paths.filter(path => !/(^|\/)testing(\/|\.ts$)/.test(path))
  expect(serving.length).toBeGreaterThan(150)
  for (const path of serving) {
    const text = await readFile(new URL(path, root), 'utf8')
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, from = '']) => from)
    expect([
      path,
      imports.filter(from => /\/testing(\/|\.ts$)|\.test\.ts$|^vitest$|fast-check/.test(from)),
    ]).toEqual([path, []])
  }
})
