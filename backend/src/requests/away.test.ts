import type { RightsRequest } from '@atavus/contract/requests'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueJob } from '../jobs/queue.ts'
import type { Mail, Mailer } from '../mail/mailer.ts'
import { got, openRoom, type Person, type Room } from '../operator/testing/room.ts'
import { assistantOf } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { anyone, ask } from './testing/asking.ts'
import en from './words.en.json' with { type: 'json' }

let room: Room
let owner: Person
let away = false
let minutes = 0
const mails: Mail[] = []
const site = 'https://away.example'
const server: Mailer = {
  kind: 'smtp',
  send: async mail => {
    if (away) throw new Error('the server is away')
    mails.push(mail)
  },
}

beforeAll(async () => {
  room = await openRoom()
  owner = await room.person()
  await assistantOf(owner, { origins: [site] })
  room.here.world.mailer = server
})
afterAll(() => room.close())

/** Lets days go by, with the work that is due in each hour. */
async function days(count: number) {
  for (let hour = 0; hour < count * 24; hour++) {
    minutes += 60
    room.here.at(new Date(Date.parse(testMoment) + minutes * 60_000))
    await room.here.work()
  }
}
const mailed = (to: string) => mails.filter(mail => mail.to === to).map(({ text }) => text)

test('P8.7 a mail server that is away for days loses no request, no answer, no extension and nobody who must hear of one', async () => {
  const [asks, waits, reads] = [anyone(), anyone(), anyone()]
  const record = (contact: string) => ({
    kind: 'access',
    contact,
    words: 'All of it.',
    arrivedAt: testMoment,
    workspace: null,
    proven: true,
  })
  const recorded = async (contact: string) =>
    (await got<RightsRequest>(room.operator.call('POST', '/v1/operator/requests', record(contact)))).id
  const [answered, extended] = [await recorded(reads), await recorded(waits)]
  await room.here.work()
  mails.length = 0
  away = true
  const path = `/v1/operator/requests`
  await got(
    room.operator.call('POST', `${path}/${answered}/answer`, {
      outcome: 'done',
      words: 'Two bytes are held.',
    }),
  )
  await got(room.operator.call('POST', `${path}/${extended}/extend`, { reason: 'The archive is closed.' }))
  expect(await (await ask(room, { site, contact: asks, kind: 'erasure' })).text()).toContain(
    en.said.sent.title,
  )
  await ask(room, { kind: 'child', site, contact: '', words: 'My son wrote.' })
  await days(3)
  expect(mails).toEqual([])

  away = false
  await days(1)
  expect(mailed(asks)).toEqual([expect.stringContaining('/requests/confirm?token=')])
  expect(mailed(reads)).toEqual([expect.stringContaining('Two bytes are held.')])
  expect(mailed(waits)).toEqual([expect.stringContaining('The archive is closed.')])
  for (const { email } of [owner, room.operator])
    expect(mailed(email)).toEqual([expect.stringContaining('data')])
})

test('a mail that no law demands is given up as ever', async () => {
  mails.length = 0
  away = true
  const subject = { mail: 'notice', account: owner.id, notice: 'password-changed', language: 'en' } as const
  await room.here.world.db.keeper(keeper => queueJob(keeper, { kind: 'mail', subject }))
  await days(4)
  expect(await room.sql`select subject from jobs where kind = 'mail'`).toEqual([])
  away = false
  await days(1)
  expect(mails).toEqual([])
})
