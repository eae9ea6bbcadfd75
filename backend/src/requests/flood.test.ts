import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { openRoom, type Person, type Room } from '../operator/testing/room.ts'
import { mailsTo } from '../testing/mail.ts'
import { assistantOf } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { anyone, ask, inbox, linkIn, send } from './testing/asking.ts'
import en from './words.en.json' with { type: 'json' }

let room: Room
let owner: Person
const site = 'https://games.example'
const hour = (hours: number) => room.here.at(new Date(Date.parse(testMoment) + hours * 60 * 60 * 1000))

beforeAll(async () => {
  room = await openRoom()
  owner = await room.person()
  await assistantOf(owner, { origins: [site] })
})
beforeEach(async () => {
  hour(0)
  await room.sql`delete from requests`
  await room.sql`delete from limits`
  Object.assign(room.here.world.limits, noLimits)
})
afterAll(() => room.close())

test('P9.2 whatever a parent tells in an hour reaches whoever is responsible, however many mails went to them', async () => {
  const contact = anyone()
  const told = ['At noon.', 'He is ten.', 'Also on Friday.', 'His name is Tim.', 'Please answer.']
  for (const words of told)
    expect(await (await ask(room, { kind: 'child', site, contact, words })).text()).toContain(
      en.said.child.title,
    )
  expect((await inbox(owner)).map(({ words }) => words).sort()).toEqual(
    told.map(words => `${words}\n\n${site}`).sort(),
  )
  expect(await mailsTo(room.here, contact)).toHaveLength(3)
  const heard = (await mailsTo(room.here, owner.email)).filter(
    ({ subject }) => subject === 'Somebody asks about their data',
  )
  expect(heard).toHaveLength(told.length)
})

test('P8.7 who sends forms in somebody’s name delays their link and takes no request from them', async () => {
  const contact = anyone()
  for (const words of ['One.', 'Two.', 'Three.']) await ask(room, { kind: 'other', site: '', contact, words })
  expect(await mailsTo(room.here, contact)).toHaveLength(3)
  await ask(room, { kind: 'erasure', site, contact, words: 'Delete all.' })
  expect(await mailsTo(room.here, contact)).toHaveLength(3)

  hour(1)
  expect(await mailsTo(room.here, contact)).toHaveLength(4)
  const token = await linkIn(room, contact)
  expect(await (await send(room, '/requests/confirm', { token })).text()).toContain(en.said.opened.title)
  hour(0)
  expect(await inbox(owner)).toMatchObject([{ kind: 'erasure', contact, proven: true }])
})

test('one network fills the inboxes with no more than its share, and reads that', async () => {
  room.here.world.limits.requests = { burst: 2, every: 600 }
  const statuses: number[] = []
  for (let sent = 0; sent < 3; sent++) statuses.push((await ask(room, { kind: 'child', site })).status)
  expect(statuses).toEqual([200, 200, 429])
  expect(await (await ask(room, { words: 'My words stay.' })).text()).toMatch(
    new RegExp(`${en.problems.limited}.*My words stay.`, 's'),
  )
  expect(await room.sql`select from requests`).toHaveLength(2)
})
