import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, lookInto } from '../testing/database.ts'
import { DatabaseError } from './error.ts'
import { migrate } from './migrate.ts'
import { openCluster, openDatabase } from './open.ts'

const now = () => new Date('2026-11-20T12:00:00Z')
let database: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

test('a second backend on the same data folder is refused and told the ways out; the first goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'atavus-two-'))
  const first = await openCluster(folder, { durable: false })

  await expect(openCluster(folder, { durable: false })).rejects.toThrow(DatabaseError)
  await expect(openCluster(folder, { durable: false })).rejects.toThrow(
    /Another Atavus runs on .*ATAVUS_DATA/,
  )
  const { db, close } = await openDatabase(first.address, now)
  expect(await db.stranger`select 1 as one`).toEqual([{ one: 1 }])

  await close()
  await first.stop()
  const again = await openCluster(folder, { durable: false })
  await again.stop()
  await rm(folder, { recursive: true })
})

test('migrations run once, in order, also when several processes start together', async () => {
  const ran = await Promise.all([1, 2, 3, 4].map(() => migrate(database.address, now)))
  const names = (await readdir(new URL('../../migrations/', import.meta.url)))
    .filter(name => name.endsWith('.sql'))
    .sort()
  const sql = lookInto(database.address)

  expect(ran.flat()).toEqual([])
  expect((await sql`select name from migrations order by name`).map(row => row.name)).toEqual(names)
  await sql.end()
})

test('a migration that has run and was changed since stops the start', async () => {
  const sql = lookInto(database.address)
  await sql`update migrations set checksum = 'other' where name = '0001_tenancy.sql'`

  await expect(migrate(database.address, now)).rejects.toThrow(/0001_tenancy.sql has run and was changed/)
  await sql.end()
})

test('no migration goes back: none drops a table or a column', async () => {
  const folder = new URL('../../migrations/', import.meta.url)
  for (const name of await readdir(folder)) {
    const text = await readFile(new URL(name, folder), 'utf8')
    expect(text.replace(/execute format\(.*/g, '')).not.toMatch(/\bdrop (table|column)\b/i)
  }
})
