import type { RightsRequest } from '@atavus/contract/requests'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { got, openRoom, type Person, type Room, refusal } from '../operator/testing/room.ts'
import { sweep } from '../retention/sweep.ts'
import { mailsTo, mailWith } from '../testing/mail.ts'
import { assistantOf, shopOrigin } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { requestsPromises } from './promises.ts'
import { anyone, ask, inbox, linkIn, send } from './testing/asking.ts'

let room: Room
let owner: Person

beforeAll(async () => {
  room = await openRoom()
})
beforeEach(async () => {
  room.here.at(testMoment)
  await room.sql`delete from requests`
  await room.sql`delete from assistants`
  owner = await room.person()
  await room.sql`update sessions set expires_at = '2030-01-01T00:00:00Z'`
})
afterAll(() => room.close())

const record = (more: object) =>
  got<RightsRequest>(
    room.operator.call('POST', '/v1/operator/requests', {
      kind: 'access',
      contact: anyone(),
      words: 'By mail: what do you hold?',
      arrivedAt: '2026-11-01T12:00:00.000Z',
      workspace: owner.workspace,
      proven: false,
      ...more,
    }),
  )
const evidence = async (id: string) => {
  const found = await requestsPromises.find(one => one.id === id)?.check(room.here.world)
  const count = (fact: string) => found?.facts.find(one => one.fact === fact)
  return { state: found?.state, open: count('open'), late: count('late') }
}
const open = (count: number) => ({ fact: 'open', count })

test('P8.7 what came by mail from somebody not proven is shown, told, counted and escalated all the same', async () => {
  const { id } = await record({})
  expect(await inbox(owner)).toMatchObject([{ id, via: 'mail', proven: false }])
  await mailWith(room.here, owner.email, 'Somebody asks about their data')
  expect(await evidence('P8.1')).toMatchObject({ state: 'kept', open: open(1) })

  room.here.at('2026-12-01T12:01:00.000Z')
  await room.here.work()
  expect(await evidence('P8.1')).toMatchObject({ state: 'broken', late: { fact: 'late', count: 1 } })
  expect(await evidence('P8.7')).toMatchObject({ state: 'broken' })
  room.here.at(testMoment)
  expect(await inbox(room.operator, '/v1/operator/requests')).toMatchObject([{ id, proven: false }])
})

test('P8.7 one that is not proven can be answered by whoever holds it', async () => {
  const theirs = await record({})
  const ours = await record({ workspace: null, contact: null })
  const answer = { outcome: 'refused', words: 'We must know first who you are.' }
  const answered = await got<RightsRequest>(owner.call('POST', `/v1/requests/${theirs.id}/answer`, answer))
  expect(answered).toMatchObject({ proven: false, answer: { outcome: 'refused' } })
  await got(room.operator.call('POST', `/v1/operator/requests/${ours.id}/answer`, answer))
  expect(await evidence('P8.7')).toMatchObject({ state: 'kept', open: open(0) })
})

test('P8.7 a link proves its address for seven days from when it was sent, whenever the request arrived', async () => {
  const contact = anyone()
  const { id } = await record({ contact })
  const token = await linkIn(room, contact)
  await room.sql`update outbox set expires_at = '2030-01-01T00:00:00Z'`
  room.here.at('2026-11-27T11:59:00.000Z')
  expect(await (await send(room, '/requests/confirm', { token })).text()).toContain('Your request is open')
  const mails = await mailsTo(room.here, owner.email)
  expect(mails.filter(({ subject }) => /asks about their data/.test(subject))).toHaveLength(1)
  room.here.at(testMoment)
  expect(await inbox(owner)).toMatchObject([{ id, proven: true }])

  const late = anyone()
  await record({ contact: late })
  const old = await linkIn(room, late)
  room.here.at('2026-11-27T12:00:00.000Z')
  expect(await (await send(room, '/requests/confirm', { token: old })).text()).toContain('This link is over')
})

test('P4.2 what came by the form is gone after seven days if nobody proves it; what is proven waits for its answer', async () => {
  await assistantOf(owner, { origins: [shopOrigin] })
  const [contact, silent] = [anyone(), anyone()]
  await ask(room, { contact })
  await ask(room, { contact: silent })
  await ask(room, { kind: 'child', contact: anyone() })
  await send(room, '/requests/confirm', { token: await linkIn(room, contact) })
  const late = await linkIn(room, silent)
  const kept = async () => (await room.sql`select kind from requests order by kind`).map(({ kind }) => kind)

  room.here.at('2026-11-27T11:59:00.000Z')
  await sweep(room.here.world)
  expect(await kept()).toEqual(['access', 'access', 'child'])
  room.here.at('2026-11-27T12:00:00.000Z')
  await sweep(room.here.world)
  expect(await kept()).toEqual(['access', 'child'])
  expect(await (await send(room, '/requests/confirm', { token: late })).text()).toContain('This link is over')

  room.here.at('2028-11-27T12:00:00.000Z')
  await sweep(room.here.world)
  expect(await kept()).toEqual(['access', 'child'])
  await expect(room.sql`update requests set expires_at = '2028-01-01T00:00:00Z'`).rejects.toThrow('check')
})

test('P4.2 an answer that is past its year is read by nobody, before the sweep comes by', async () => {
  const { id } = await record({ workspace: null })
  const answer = { outcome: 'done', words: 'Here.' }
  await got(room.operator.call('POST', `/v1/operator/requests/${id}/answer`, answer))
  expect(await inbox(room.operator, '/v1/operator/requests')).toHaveLength(1)
  await room.sql`update requests set expires_at = ${testMoment}`
  expect(await inbox(room.operator, '/v1/operator/requests')).toEqual([])
  expect(await refusal(room.operator.call('POST', `/v1/operator/requests/${id}/answer`, answer))).toBe(
    'not_found',
  )
})

test('P9.2 a parent’s report that names an address is shown to owner and operator at once, and counted', async () => {
  await assistantOf(owner, { origins: [shopOrigin] })
  const contact = anyone()
  await ask(room, { kind: 'child', contact, words: 'My son wrote at noon.' })
  const child = { kind: 'child', contact, proven: false }
  expect(await inbox(owner)).toMatchObject([child])
  expect(await inbox(room.operator, '/v1/operator/requests')).toMatchObject([child])
  expect(await evidence('P8.7')).toMatchObject({ open: open(1) })
  await send(room, '/requests/confirm', { token: await linkIn(room, contact) })
  expect(await inbox(owner)).toMatchObject([{ ...child, proven: true }])
})

test('P8.7 what is asked of a site that several workspaces call theirs goes to the operator, not to the first of them', async () => {
  const other = await room.person()
  await assistantOf(other, { origins: [shopOrigin] })
  await assistantOf(other, { origins: [shopOrigin] })
  const [first, second] = [anyone(), anyone()]
  const proven = async (contact: string) => {
    await ask(room, { contact })
    await send(room, '/requests/confirm', { token: await linkIn(room, contact) })
  }
  await proven(first)
  expect(await inbox(other)).toMatchObject([{ contact: first }])

  await assistantOf(owner, { origins: [shopOrigin] })
  await proven(second)
  expect(await inbox(owner)).toEqual([])
  expect(await inbox(other)).toHaveLength(1)
  expect(await inbox(room.operator, '/v1/operator/requests')).toMatchObject([
    { contact: second, workspace: null },
  ])
})

test('P8.7 an extended request is reminded of and escalated by its new day, and no more by the old one', async () => {
  const { id } = await record({ arrivedAt: testMoment, proven: true })
  await mailWith(room.here, owner.email, 'Somebody asks about their data')
  await got(owner.call('POST', `/v1/requests/${id}/extend`, { reason: 'There is much of it.' }))
  const reminded = async (moment: string) => {
    room.here.at(moment)
    const mails = await mailsTo(room.here, owner.email)
    return mails.filter(({ subject }) => /waits for its answer/.test(subject)).length
  }
  const escalated = async () =>
    (await room.sql`select escalated_at from requests where id = ${id}`)[0]?.escalated_at
  for (const day of ['2026-12-13', '2026-12-18', '2026-12-20', '2027-02-13'])
    expect({ day, count: await reminded(`${day}T11:59:00.000Z`) }).toEqual({ day, count: 0 })
  expect(await reminded('2026-12-20T12:00:00.000Z')).toBe(0)
  expect(await reminded('2027-02-13T12:00:00.000Z')).toBe(1)
  // The outbox has let go of the first by then.
  expect(await reminded('2027-02-18T11:59:00.000Z')).toBe(0)
  expect(await reminded('2027-02-18T12:00:00.000Z')).toBe(1)
  expect(await escalated()).toBeNull()
  await reminded('2027-02-20T12:00:00.000Z')
  expect(await escalated()).toEqual(new Date('2027-02-20T12:00:00.000Z'))
  await mailWith(room.here, room.operator.email, 'A request about data waits for its answer')
})
