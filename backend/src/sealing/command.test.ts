import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { until } from '../chat/testing/talk.ts'
import { loadSecrets } from '../lib/secrets.ts'
import { lookInto } from '../testing/database.ts'
import { assistantOf, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { startSealing } from './learn.ts'

const file = fileURLToPath(new URL('../command.ts', import.meta.url))
let folder: string
let here: TestWorld
let rows: ReturnType<typeof lookInto>
let stop: () => void
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atavus-sealing-'))
  here = await testWorld({ secrets: await loadSecrets(folder), limits: noLimits, ticking: true })
  rows = lookInto(here.address)
  stop = startSealing(here.world)
})
afterAll(async () => {
  stop()
  await rows.end()
  await here.close()
  await rm(folder, { recursive: true })
})

interface Ran {
  code: number
  out: string
  err: string
}

function secrets(...words: string[]): Promise<Ran> {
  if (here.address.kind !== 'embedded') throw new Error('tests run on the embedded cluster')
  const { socket, database, user } = here.address
  const env = {
    PATH: process.env.PATH,
    ATAVUS_DATA: folder,
    DATABASE_URL: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(socket)}`,
  }
  const child = spawn(process.execPath, [file, 'secrets', ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', chunk => (out += chunk))
  child.stderr.on('data', chunk => (err += chunk))
  return new Promise(resolve => child.once('close', code => resolve({ code: code ?? 1, out, err })))
}

const stored = async () => JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8'))

test('the master key of a running platform is replaced from the terminal, and the former one dropped once nothing needs it', async () => {
  const owner = await signUp(here)
  const first = (await stored()).master
  const said: string[] = []
  const run = async (...words: string[]) => {
    const ran = await secrets(...words)
    said.push(ran.out, ran.err)
    return ran
  }
  const before = await run('status')
  expect(before).toMatchObject({ code: 0, err: '' })
  expect(before.out).toMatch(
    /^Master key [0-9a-f]{8} \(the first\): seals\. Under it: 1 keys of workspaces, \d+ mails/,
  )
  expect(await run('retire')).toMatchObject({ code: 1, out: '' })

  expect((await run('prepare')).out).toContain('does not seal yet')
  const { masters, master } = await stored()
  expect([masters.length, master]).toEqual([2, first])
  expect((await run('rotate')).out).toContain('A new master key seals from now on.')
  expect((await stored()).master).toBe(masters[1].key)
  await until(async () => (await secrets('status')).out.includes('former, opens only. Under it: nothing.'))
  expect((await run('retire')).err).toMatch(/^1 running process\(es\) of the platform have not sealed/)
  expect((await stored()).masters).toHaveLength(2)

  await rows`update sealing_processes set since = since - interval '3 minutes'`
  expect(await run('retire')).toMatchObject({ code: 0, err: '' })
  expect((await stored()).masters.map(({ key }: { key: string }) => key)).toEqual([masters[1].key])
  expect((await run('status')).out).toMatch(/^Master key [0-9a-f]{8} \(later, made \d{4}-\d\d-\d\d\): seals/)
  await assistantOf(owner)

  expect((await run('rotate', 'receipts')).code).toBe(0)
  expect((await run('rotate', 'tokens')).code).toBe(0)
  expect((await run('status')).out).toMatch(
    /Receipts are signed by receipts-[0-9a-f]{12}, 1 before it\.\nTokens of/,
  )
  expect(await readdir(folder)).toEqual(['secrets.json'])
  const everSecret = [first, ...Object.values(await stored()).filter(value => typeof value === 'string')]
  for (const value of everSecret) expect(said.join()).not.toContain(String(value))
}, 60_000)

test.each([
  ['rotate', 'pepper'],
  ['rotate', 'master', 'x'],
  ['retire', 'now'],
  ['status', 'x'],
])('secrets %s %s is no command', async (...words) => {
  expect((await secrets(...words)).err).toContain('There is no such command')
})
