import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newSecrets } from '../lib/secrets.ts'
import { appendLog, endOfLog, pruneLog, readLog, writeLog } from './ledger.ts'

const { backup: secret } = newSecrets()
const installation = '01900000-0000-7000-8000-000000000001'
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atavus-ledger-'))
})
afterEach(() => rm(folder, { recursive: true }))

const erasure = (position: number, at = '2026-11-20T12:00:00.000Z') => ({
  position,
  at,
  kind: 'account',
  subject: 'ab'.repeat(32),
})
const begin = (...positions: number[]) =>
  writeLog(
    folder,
    secret,
    { installation, from: '2026-01-01T00:00:00.000Z' },
    positions.map(position => erasure(position)),
  )
async function append(...positions: number[]) {
  const end = await endOfLog(folder, secret)
  if (!end) throw new Error('no log')
  return appendLog(
    folder,
    secret,
    end,
    positions.map(position => erasure(position)),
  )
}
async function positions(): Promise<number[]> {
  const found: number[] = []
  for await (const { position } of readLog(folder, secret)) found.push(position)
  return found
}
const path = () => join(folder, 'erasures.log')

test('what is added stands at the end, and the end is known without reading the whole', async () => {
  await begin()
  expect(await endOfLog(folder, secret)).toMatchObject({ installation, position: 0 })
  await append(1, 2)
  await append(5)
  expect(await positions()).toEqual([1, 2, 5])
  expect(await endOfLog(folder, secret)).toMatchObject({ position: 5 })
  expect(await endOfLog(join(folder, 'nothing'), secret)).toBeUndefined()
})

test('a line that a crash has cut counts for nothing and is written over', async () => {
  await begin(1)
  const whole = await readFile(path(), 'utf8')
  await append(2)
  await writeFile(path(), (await readFile(path(), 'utf8')).slice(0, -1))
  expect(await positions()).toEqual([1])
  expect(await endOfLog(folder, secret)).toMatchObject({ position: 1 })
  await append(3)
  expect(await positions()).toEqual([1, 3])
  expect((await readFile(path(), 'utf8')).startsWith(whole)).toBe(true)
})

test.each([
  ['changed', (lines: string[]) => lines.map(line => line.replace('account', 'consent'))],
  ['left out', (lines: string[]) => lines.toSpliced(2, 1)],
  ['moved', (lines: string[]) => [lines[0] ?? '', lines[2] ?? '', lines[1] ?? '', ...lines.slice(3)]],
])('a line that was %s is noticed', async (_, harm) => {
  await begin(1, 2, 3)
  const lines = (await readFile(path(), 'utf8')).split('\n')
  await writeFile(path(), harm(lines).join('\n'))
  await expect(positions()).rejects.toMatchObject({ problem: 'damaged' })
})

test('other secrets and other files are told apart', async () => {
  await begin(1)
  await expect(endOfLog(folder, newSecrets().backup)).rejects.toMatchObject({ problem: 'other_secrets' })
  await writeFile(path(), 'position,at\n1,2\n')
  await expect(endOfLog(folder, secret)).rejects.toMatchObject({ problem: 'foreign' })
})

test('what no backup can hold any more is taken away, and the end stays the end', async () => {
  await begin(1)
  await append(2)
  const day = (text: string) => new Date(`${text}T00:00:00Z`)
  await pruneLog(folder, secret, day('2027-12-30'))
  expect(await positions()).toEqual([1, 2])
  await pruneLog(folder, secret, day('2028-03-01'))
  expect(await positions()).toEqual([2])
  await append(9)
  expect(await endOfLog(folder, secret)).toMatchObject({ position: 9, from: '2027-01-26T00:00:00.000Z' })
  await appendFile(path(), 'x')
  expect(await positions()).toEqual([2, 9])
})
