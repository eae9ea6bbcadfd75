import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationOf, talk, unlimited, whole } from '../chat/testing/talk.ts'
import type { Database } from '../db/tenancy.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { countOver, endings } from './queries.ts'
import { sweep } from './sweep.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const minute = 60_000
const day = 24 * 60 * minute

/** A question that is asked at a moment of somebody whose assistant keeps it for so many days. */
async function askedAt(moment: string, retentionDays: number, timeZone = 'UTC') {
  here.at(moment)
  model.say('Yes.')
  const owner: Owner = await signUp(here)
  await owner.call('PATCH', '/v1/workspace', { timeZone })
  const { key } = await assistantOf(owner, { retentionDays })
  const id = conversationOf(await whole(talk(base, await visit(here, key), 'Until when?').send()))
  const readable = async () => {
    // The session is over by then; whether rows are there to be read is what is looked at.
    const [{ workspace } = { workspace: '' }] = await rows<{ workspace: string }[]>`
      select workspace_id as workspace from conversations where id = ${id}
    `
    if (!workspace) return 0
    return here.world.db.tenant(
      workspace,
      async tenant => (await tenant`select id from messages where conversation_id = ${id}`).length,
    )
  }
  const onDisk = async () => (await rows`select from messages where conversation_id = ${id}`).length
  return { at: Date.parse(moment), readable, onDisk }
}

test.each([
  ['an ordinary month', '2026-11-20T12:00:00.000Z', 'UTC'],
  ['a leap day within', '2028-02-10T12:00:00.000Z', 'UTC'],
  ['a leap day as its beginning', '2028-02-29T23:59:00.000Z', 'UTC'],
  ['clocks that are put back', '2026-10-01T00:30:00.000Z', 'Europe/Berlin'],
  ['clocks that are put forward', '2027-03-01T23:30:00.000Z', 'America/New_York'],
])(
  'P4.2 of thirty days over %s: readable at 29 d 23 h 59 min, read by nobody at 30 d, gone from the disk at 31 d',
  async (_, moment, zone) => {
    const { at, readable, onDisk } = await askedAt(moment, 30, zone)
    here.at(new Date(at + 30 * day - minute))
    await sweep(here.world)
    expect([await readable(), await onDisk()]).toEqual([2, 2])
    here.at(new Date(at + 30 * day))
    expect([await readable(), await onDisk()]).toEqual([0, 2])
    here.at(new Date(at + 31 * day))
    await sweep(here.world)
    expect([await readable(), await onDisk()]).toEqual([0, 0])
  },
)

test('P4.2 a clock that is put back by an hour loses nothing and shows nothing for longer', async () => {
  const { at, readable, onDisk } = await askedAt('2026-12-01T12:00:00.000Z', 2)
  here.at(new Date(at + 2 * day - minute))
  await sweep(here.world)
  here.at(new Date(at + 2 * day - 61 * minute))
  await sweep(here.world)
  expect([await readable(), await onDisk()]).toEqual([2, 2])
  here.at(new Date(at + 2 * day))
  expect(await readable()).toBe(0)
})

/** The same world, whose process dies after so many transactions of the keeper. */
function mortal(transactions: number): TestWorld['world'] {
  let left = transactions
  const keeper: Database['keeper'] = work => {
    if (left-- <= 0) throw new Error('killed')
    return here.world.db.keeper(work)
  }
  return { ...here.world, db: { ...here.world.db, keeper }, fault: () => {}, log: () => {} }
}

test('P4.2 a sweep that is killed between any two of its steps is gone on with by the next: all that is over goes, nothing else', async () => {
  for (let transactions = 0; transactions < 60; transactions += 3) {
    const [short, long] = [
      await askedAt('2027-05-05T12:00:00.000Z', 1),
      await askedAt('2027-05-05T12:00:00.000Z', 9),
    ]
    here.at('2027-05-07T12:00:00.000Z')
    await sweep(mortal(transactions)).catch(() => {})
    await sweep(here.world)
    expect({ transactions, short: await short.onDisk(), long: await long.onDisk() }).toEqual({
      transactions,
      short: 0,
      long: 2,
    })
  }
})

test('a sweep tells what it did; while one is at it no other begins, and one that has died keeps nobody', async () => {
  await askedAt('2027-06-05T12:00:00.000Z', 1)
  here.at('2027-06-07T12:00:00.000Z')
  await sweep(here.world)
  const [report] = await rows`select * from sweeps where started_at = ${here.world.now()}`
  expect(report).toMatchObject({ failed: [], ended_at: here.world.now() })
  expect(report?.removed.replies).toBeGreaterThan(0)

  await rows`insert into sweeps (id, started_at, beat_at) values (gen_random_uuid(), ${here.world.now()}, ${here.world.now()})`
  expect(await sweep(here.world, false)).toEqual({})
  here.at('2027-06-07T12:11:00.000Z')
  expect(await sweep(here.world, false)).toMatchObject({ partitions: expect.any(Number) })
})

test('a dry run counts what a sweep then takes, and takes nothing', async () => {
  const { onDisk } = await askedAt('2027-07-05T12:00:00.000Z', 1)
  here.at('2027-07-06T12:00:00.000Z')
  await sweep(here.world)
  await askedAt('2027-07-06T12:00:00.000Z', 1)
  const moment = new Date('2027-07-08T00:00:00.000Z')
  const would = await here.world.db.keeper(keeper => countOver(keeper, moment))
  expect(await onDisk()).toBe(0)
  expect(would).toMatchObject({ messages: 2, replies: 1, conversations: 1 })
  expect(Object.keys(would)).toEqual(endings.map(({ name }) => name))
  here.at(moment)
  const removed = await sweep(here.world)
  expect(removed).toMatchObject({ replies: 1, conversations: 1 })
})
