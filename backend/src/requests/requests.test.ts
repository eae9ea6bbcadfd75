import type { RightsRequest } from '@atavus/contract/requests'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { got, openRoom, type Person, type Room, refusal } from '../operator/testing/room.ts'
import { mailsTo, mailWith } from '../testing/mail.ts'
import { assistantOf, shopOrigin } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { dueOf, extendedDue } from './clock.ts'
import { anyone, ask as askBy, inbox, linkIn, send as sendTo } from './testing/asking.ts'

let room: Room
let owner: Person

beforeAll(async () => {
  room = await openRoom()
})
beforeEach(async () => {
  room.here.at(testMoment)
  owner = await room.person()
})
afterAll(() => room.close())

const ask = (more: Record<string, string> = {}) => askBy(room, more)
const send = (path: string, fields: Record<string, string>) => sendTo(room, path, fields)

test.each([
  ['2026-01-31T12:00:00Z', '2026-02-28T12:00:00.000Z', '2026-04-28T12:00:00.000Z'],
  ['2028-01-31T12:00:00Z', '2028-02-29T12:00:00.000Z', '2028-04-29T12:00:00.000Z'],
  ['2026-02-28T12:00:00Z', '2026-03-28T12:00:00.000Z', '2026-05-28T12:00:00.000Z'],
  ['2026-03-10T12:00:00Z', '2026-04-09T12:00:00.000Z', '2026-06-09T12:00:00.000Z'],
  ['2026-04-30T12:00:00Z', '2026-05-30T12:00:00.000Z', '2026-07-30T12:00:00.000Z'],
  ['2026-12-31T12:00:00Z', '2027-01-30T12:00:00.000Z', '2027-03-30T12:00:00.000Z'],
])('P8.7 what arrives on %s is due by %s, and by %s at most', (opened, due, most) => {
  expect(dueOf(new Date(opened)).toISOString()).toBe(due)
  expect(extendedDue(new Date(opened)).toISOString()).toBe(most)
})

test('P8.7 a request by the form counts from its arrival, is confirmed by a mailed link, and answered to that address', async () => {
  await assistantOf(owner, { origins: [shopOrigin] })
  await room.sql`delete from assistants where workspace_id <> ${owner.workspace}`
  const contact = anyone()
  expect((await ask({ contact })).status).toBe(200)
  expect(await inbox(owner)).toEqual([])

  const token = await linkIn(room, contact)
  room.here.at('2026-11-22T12:00:00.000Z')
  expect(await (await room.here.app.request(`/requests/confirm?token=${token}`)).text()).toContain(
    'Confirm your request',
  )
  expect(await inbox(owner, '/v1/requests').catch(() => [])).toEqual([])
  expect(await (await send('/requests/confirm', { token })).text()).toContain('Your request is open')
  expect(await (await send('/requests/confirm', { token })).text()).toContain('This link is over')

  await mailWith(room.here, owner.email, 'Somebody asks about their data')
  room.here.at(testMoment)
  const [request] = await inbox(owner)
  expect(request).toMatchObject({
    kind: 'access',
    proven: true,
    contact,
    openedAt: testMoment,
    dueAt: '2026-12-20T12:00:00.000Z',
  })
  const answered = await got<RightsRequest>(
    owner.call('POST', `/v1/requests/${request?.id}/answer`, {
      outcome: 'done',
      words: 'Here is all of it.',
    }),
  )
  expect(answered.answer).toMatchObject({ outcome: 'done', words: 'Here is all of it.' })
  const mail = await mailWith(room.here, contact, 'is answered')
  expect(mail.text).toContain('Here is all of it.')
  expect(mail.text).toContain('supervisory authority')
  expect(
    await refusal(owner.call('POST', `/v1/requests/${request?.id}/answer`, { outcome: 'done', words: 'x' })),
  ).toBe('already_there')
})

test('P8.7 reminders come a week and two days before; on its day the operator has it, too', async () => {
  const { id } = await got<RightsRequest>(
    room.operator.call('POST', '/v1/operator/requests', {
      kind: 'erasure',
      contact: null,
      words: 'By post: erase me.',
      arrivedAt: '2026-11-20T11:00:00.000Z',
      workspace: owner.workspace,
      proven: true,
    }),
  )
  const reminded = async (moment: string) => {
    room.here.at(moment)
    const mails = await mailsTo(room.here, owner.email)
    return mails.filter(({ subject }) => subject === 'A request about data waits for its answer').length
  }
  expect(await reminded('2026-12-13T10:59:00.000Z')).toBe(0)
  expect(await reminded('2026-12-13T11:00:00.000Z')).toBe(1)
  expect(await reminded('2026-12-18T11:00:00.000Z')).toBe(1)
  room.here.at('2026-12-20T11:00:00.000Z')
  await room.here.work()
  const [row] = await room.sql`select escalated_at from requests where id = ${id}`
  expect(row?.escalated_at).toEqual(new Date('2026-12-20T11:00:00.000Z'))
  await mailWith(room.here, room.operator.email, 'A request about data waits for its answer')
  await room.sql`update sessions set expires_at = '2027-12-20'`
  room.here.at(testMoment)
  expect((await inbox(room.operator, '/v1/operator/requests')).map(one => one.id)).toContain(id)
})

test('P8.7 an extension is told with its reason, once, before the day, and for two months at most', async () => {
  const contact = anyone()
  const record = {
    kind: 'access',
    contact,
    words: 'All of it.',
    arrivedAt: testMoment,
    workspace: null,
    proven: true,
  }
  const { id } = await got<RightsRequest>(room.operator.call('POST', '/v1/operator/requests', record))
  const extend = () =>
    room.operator.call('POST', `/v1/operator/requests/${id}/extend`, {
      reason: 'There are many conversations.',
    })
  expect(await got<RightsRequest>(extend())).toMatchObject({ dueAt: '2027-02-20T12:00:00.000Z' })
  expect(await refusal(extend())).toBe('already_there')
  await mailWith(room.here, contact, 'There are many conversations.')
})

test('P12.1 whoever writes without a site reaches the operator, and nothing tells who or what is known here', async () => {
  const contact = anyone()
  const known = await ask({ contact: owner.email, site: shopOrigin })
  const unknown = await ask({ contact, site: 'https://nobody.example' })
  expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()])
  const told = async () =>
    (await mailsTo(room.here, room.operator.email)).filter(({ subject }) =>
      /asks about their data/.test(subject),
    ).length
  const before = await told()
  await send('/requests/confirm', { token: await linkIn(room, contact) })
  expect((await told()) - before).toBe(1)
  const found = (await inbox(room.operator, '/v1/operator/requests')).find(one => one.contact === contact)
  expect(found).toMatchObject({ workspace: null, words: expect.stringContaining('https://nobody.example') })
  expect(await (await room.here.app.request('/requests')).text()).toContain('operator@localhost')
})

test('the form refuses what cannot be answered, keeps what was typed, and takes nothing from another site', async () => {
  const bad = await ask({ contact: 'nowhere', words: 'Tell <b>me</b>' })
  expect(bad.status).toBe(400)
  expect(await bad.text()).toContain('Tell &lt;b&gt;me&lt;/b&gt;')
  expect((await ask({ words: '' })).status).toBe(400)
  expect((await ask({ kind: 'everything' })).status).toBe(400)
  expect(
    (await sendTo(room, '/requests', { kind: 'access' }, { origin: 'https://evil.example' })).status,
  ).toBe(403)
})

test('what was written and whom it is answered to stand nowhere in the clear', async () => {
  await ask({ contact: 'secretwagtail@example.org', words: 'The plover is mine.' })
  const dump = JSON.stringify(await room.sql`select r::text, encode(sealed, 'escape') from requests r`)
  expect(dump).not.toMatch(/secretwagtail|plover/)
  expect(room.here.lines.join('')).not.toMatch(/secretwagtail|plover/)
})

test('P9.2 a parent’s report needs no address and reaches owner and operator at once', async () => {
  await assistantOf(owner, { origins: ['https://games.example'] })
  expect(
    (
      await send('/requests', {
        kind: 'child',
        site: 'https://games.example',
        words: 'My son wrote at noon.',
      })
    ).status,
  ).toBe(200)
  expect(await inbox(owner)).toMatchObject([{ kind: 'child', contact: null }])
  const operated = await inbox(room.operator, '/v1/operator/requests')
  expect(operated.filter(({ kind }) => kind === 'child')).toHaveLength(1)
  for (const { email } of [owner, room.operator])
    await mailWith(room.here, email, 'Somebody asks about their data')
})

test('P8.2 an account asks for what it cannot correct itself, and reads the answer', async () => {
  const asked = await got<RightsRequest>(
    owner.call('POST', '/v1/account/requests', {
      kind: 'rectification',
      words: 'My name is wrong in the log.',
    }),
  )
  await got(
    room.operator.call('POST', `/v1/operator/requests/${asked.id}/answer`, {
      outcome: 'refused',
      words: 'It is right.',
    }),
  )
  expect(await inbox(owner, '/v1/account/requests')).toMatchObject([
    { id: asked.id, answer: { outcome: 'refused', words: 'It is right.' } },
  ])
  const other = await room.person()
  expect(await inbox(other, '/v1/account/requests')).toEqual([])
  expect(
    await refusal(other.call('POST', `/v1/requests/${asked.id}/answer`, { outcome: 'done', words: 'x' })),
  ).toBe('not_found')
})
