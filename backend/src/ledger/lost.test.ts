import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { EgressEntry } from '../egress/purpose.ts'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>

beforeAll(async () => {
  here = await testWorld()
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})
beforeEach(async () => {
  await rows`delete from egress`
})

/** While `work` goes on the database keeps no line, for a reason that will not pass by itself. */
async function keptAway(work: () => Promise<void>) {
  await rows`alter function keep_egress(jsonb) rename to kept_away`
  await work().finally(() => rows`alter function kept_away(jsonb) rename to keep_egress`)
}
const entry = (host: string): EgressEntry => ({
  purpose: { kind: 'processor', name: 'ollama', why: 'answer' },
  host,
  bytesOut: 1,
  bytesIn: 1,
  status: 200,
  refused: null,
})
const hosts = async () =>
  (await rows<{ host: string }[]>`select host from egress order by id`).map(one => one.host)

test('P3.1 what the database would not take waits for it, and nothing is lost', async () => {
  const { ledger } = here.world
  await keptAway(async () => {
    for (const host of ['a', 'b', 'c']) {
      ledger.record(entry(host))
      await ledger.flush()
    }
  })
  // A function that is not there is no passing trouble: it is a fault, and said so, once.
  expect(here.faults.splice(0)).toMatchObject([{ code: '42883' }])
  ledger.record(entry('d'))
  await ledger.flush()
  expect([await hosts(), ledger.lost]).toEqual([['a', 'b', 'c', 'd'], { count: 0, last: null }])
})

test('P3.1 a line that no database would take keeps no other waiting, and is counted as lost', async () => {
  const { ledger } = here.world
  for (let i = 0; i < 20; i++) {
    const purpose = { kind: 'endpoint', workspace: 'nobody', why: 'webhook' } as const
    ledger.record(i === 7 ? { ...entry('bad'), purpose } : entry(`good ${i}`))
  }
  await ledger.flush()
  expect(await hosts()).toHaveLength(19)
  expect(ledger.lost).toEqual({ count: 1, last: new Date(testMoment) })
  expect(here.faults.splice(0)).toMatchObject([{ code: '22P02' }, { name: 'EntriesDropped', code: '1' }])
})

test('P3.1 what memory has no room for is lost, and says how much and when', async () => {
  const { ledger } = here.world
  const before = ledger.lost.count
  await keptAway(async () => {
    for (let i = 0; i < 50_000; i++) ledger.record(entry('kept'))
    here.at('2026-11-21T12:00:00.000Z')
    const end = ledger.begin({ ...entry('late') })
    expect(ledger.lost.count).toBe(before)
    end(entry('late'))
    ledger.record(entry('later'))
  })
  expect(ledger.lost).toEqual({ count: before + 2, last: new Date('2026-11-21T12:00:00.000Z') })
  await ledger.flush()
  expect(await hosts()).toEqual(Array(50_000).fill('kept'))
  expect(here.faults.splice(0)).toMatchObject([
    { name: 'EntriesDropped', code: '1' },
    { name: 'EntriesDropped', code: '2' },
  ])
})

test('P3.1 what still waits when the process ends is said to be lost', async () => {
  const other = await testWorld({ beside: here })
  await keptAway(async () => {
    other.world.ledger.record(entry('last'))
    await other.close()
  })
  expect(other.world.ledger.lost.count).toBe(1)
  expect(other.faults).toMatchObject([{ code: '42883' }, { name: 'EntriesDropped', code: '1' }])
})
