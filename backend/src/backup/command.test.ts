import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCluster, openDatabase } from '../db/open.ts'
import { loadSecrets, newSecrets, writtenSecrets } from '../lib/secrets.ts'
import { lookInto } from '../testing/database.ts'

const file = fileURLToPath(new URL('../command.ts', import.meta.url))
const now = () => new Date()
let folder: string
let data: string
let backups: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atavus-drill-'))
  data = join(folder, 'data')
  backups = join(folder, 'backups')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Ran {
  code: number
  out: string
  err: string
}

function atavus(words: string[], more: Record<string, string> = {}, input = ''): Promise<Ran> {
  const env = { PATH: process.env.PATH, ATAVUS_DATA: data, ATAVUS_BACKUPS: backups, ...more }
  const child = spawn(process.execPath, [file, ...words], { env, stdio: 'pipe' })
  let [out, err] = ['', '']
  child.stdout.on('data', chunk => (out += chunk))
  child.stderr.on('data', chunk => (err += chunk))
  child.stdin.end(input)
  return new Promise(resolve => child.once('close', code => resolve({ code: code ?? 1, out, err })))
}

test('P4.4 the drill on the embedded database: a backup beside the running platform, and a new machine', async () => {
  const cluster = await openCluster(data, { durable: false })
  await (await openDatabase(cluster.address, now)).close()
  const rows = lookInto(cluster.address)
  await rows`
    insert into accounts (id, email, username, password_hash, policy_version, adult_stated_at, created_at)
    values (gen_random_uuid(), 'kept@site.example', 'kept', '', '1', now(), now()),
      (gen_random_uuid(), 'gone@site.example', 'gone', '', '1', now(), now())
  `
  const made = await atavus(['backup'])
  expect(made).toMatchObject({ code: 0, err: '' })
  expect(made.out).toContain('every row is as it was')
  const [name = ''] = await readdir(backups)
  expect((await atavus(['backup', 'list'])).out).toMatch(new RegExp(`^${name}  \\d+ rows  tried `))
  expect(await atavus(['backup', 'verify', name])).toMatchObject({ code: 0 })
  expect((await atavus(['restore', name])).err).toContain('There is an Atavus in that database already')
  await rows`delete from accounts where username = 'gone'`
  await atavus(['backup', '--no-verify'])
  await rows.end()
  await cluster.stop()

  const passphrase = 'a long enough passphrase\n'
  const secrets = join(folder, 'secrets.atavus')
  expect(await atavus(['secrets', 'export', secrets], {}, passphrase)).toMatchObject({ code: 0, err: '' })
  const fresh = join(folder, 'fresh')
  const there = { ATAVUS_DATA: fresh }
  expect((await atavus(['restore', name], there)).err).toContain('atavus secrets import')
  expect((await atavus(['secrets', 'import', secrets], there, 'another passphrase\n')).err).toContain(
    'does not open',
  )
  expect(await atavus(['secrets', 'import', secrets], there, passphrase)).toMatchObject({ code: 0, err: '' })
  const restored = await atavus(['restore', name], there)
  expect(restored).toMatchObject({ code: 0, err: '' })
  expect(restored.out).toContain('erased since is so again (1)')

  const again = await openCluster(fresh, { durable: false })
  const look = lookInto(again.address)
  expect(await look`select username from accounts`).toEqual([{ username: 'kept' }])
  await look.end()
  await again.stop()

  const third = join(folder, 'third')
  expect(await atavus(['restore', name, '--into', third])).toMatchObject({ code: 0, err: '' })
  expect(await readFile(join(third, 'secrets.json'), 'utf8')).toBe(
    await readFile(join(data, 'secrets.json'), 'utf8'),
  )
}, 180_000)

test.each([
  [['backup', 'x']],
  [['backup', 'verify']],
  [['backup', 'list', 'x']],
  [['restore']],
  [['restore', 'a', 'b']],
  [['restore', '--into', 'x']],
  [['restore', '--ledger', '--without-ledger']],
  [['secrets', 'export']],
  [['secrets', 'show', 'x']],
])('%j is no command', async words => {
  const ran = await atavus(words)
  expect(ran).toMatchObject({ code: 1, out: '' })
  expect(ran.err).toContain('There is no such command')
})

test('without a folder for them no backups are made, and that is said', async () => {
  const ran = await atavus(['restore', '2026-11-20T12-00-00Z'], { ATAVUS_BACKUPS: '' })
  expect(ran.err).toBe('No backups are made: ATAVUS_BACKUPS names no folder for them.\n')
})

test('exported secrets are for whoever knows the passphrase, and are written over nothing', async () => {
  const [own, out] = [join(folder, 'own'), join(folder, 'out')]
  const master = (await loadSecrets(own)).master.keys().sealing.key.toString('base64')
  expect((await atavus(['secrets', 'export', out], { ATAVUS_DATA: own }, 'short\n')).err).toContain(
    '12 characters',
  )
  await atavus(['secrets', 'export', out], { ATAVUS_DATA: own }, 'twelve and more\n')
  const text = await readFile(out, 'utf8')
  expect((await stat(out)).mode & 0o077).toBe(0)
  expect(text).not.toContain(master)
  const twice = await atavus(['secrets', 'export', out], { ATAVUS_DATA: own }, 'twelve and more\n')
  expect(twice.err).toContain('is there already')
  await loadSecrets(join(folder, 'other'))
  const other = { ATAVUS_DATA: join(folder, 'other') }
  expect((await atavus(['secrets', 'import', out], other, 'twelve and more\n')).err).toContain(
    'other secrets',
  )
}, 60_000)

test('a folder that was begun without a secret for backups gets one, the same for all who start at once', async () => {
  const old = await mkdtemp(join(folder, 'old-'))
  const { backup: _, ...before } = JSON.parse(writtenSecrets(newSecrets()))
  const text = JSON.stringify(before)
  await writeFile(join(old, 'secrets.json'), text, { mode: 0o600 })
  const all = await Promise.all(Array.from({ length: 12 }, () => loadSecrets(old)))
  expect(new Set(all.map(({ backup }) => backup.toString('hex'))).size).toBe(1)
  expect((await loadSecrets(old)).backup).toEqual(all[0]?.backup)
  expect(all[0]?.master.keys().sealing.key.toString('base64')).toBe(before.master)
  expect(await readdir(old)).toEqual(['secrets.json'])
})
