import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueJob } from '../jobs/queue.ts'
import { pseudonym } from '../lib/ids.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { sealAddress } from './address.ts'
import { createOutbox, readOutbox } from './outbox.ts'
import type { MailSubject } from './subject.ts'

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

const mail = { to: 'reader@shop.example', subject: 'A kettle', text: 'sings at noon' }
const hours = (count: number) => here.at(new Date(Date.parse(testMoment) + count * 3_600_000))

test('a mail in the outbox is sealed at rest and opens for its own row alone', async () => {
  await createOutbox(here.world).send(mail)
  const [row] = await rows<
    { sealed: Buffer; text: string }[]
  >`select sealed, outbox::text as text from outbox`

  expect(`${row?.sealed.toString('latin1')} ${row?.text}`).not.toMatch(/reader|kettle|noon/)
  expect(await readOutbox(here.world)).toMatchObject([mail])
  await rows`update outbox set id = ${pseudonym()}`
  await expect(readOutbox(here.world)).rejects.toThrow()
  await rows`delete from outbox`
})

test('the outbox shows the newest fifty, for a day', async () => {
  const outbox = createOutbox(here.world)
  for (let i = 0; i < 52; i++) await outbox.send({ ...mail, subject: `${i}` })

  const mails = await readOutbox(here.world)
  expect(mails).toHaveLength(50)
  expect(mails[0]?.subject).toBe('51')
  hours(24)
  expect(await readOutbox(here.world)).toEqual([])
  await sweep(here.world)
  expect(await rows`select from outbox`).toHaveLength(0)
  hours(0)
})

test('what cannot be sent by a mail server is not taken into the outbox either', async () => {
  await expect(createOutbox(here.world).send({ ...mail, to: 'a@b.example, c@d.example' })).rejects.toThrow()
  expect(await rows`select from outbox`).toHaveLength(0)
})

/** Two owners and a viewer of a workspace, with an assistant's name to tell. */
async function furnished() {
  const workspace = pseudonym()
  await rows`insert into workspaces values (${workspace}, 'The Shop', 'UTC', '', ${testMoment})`
  const people = ['ada', 'bob', 'cleo'].map(name => ({
    id: pseudonym(),
    name: `${name}${workspace.slice(0, 4)}`,
  }))
  for (const [i, { id, name }] of people.entries()) {
    await rows`
      insert into accounts (id, email, username, password_hash, policy_version, adult_stated_at, created_at)
      values (${id}, ${`${name}@shop.example`}, ${name}, '', '1', ${testMoment}, ${testMoment})
    `
    await rows`insert into memberships values (${workspace}, ${id}, ${i < 2 ? 'owner' : 'viewer'}, ${testMoment})`
  }
  return { workspace, people }
}

const send = async (subject: MailSubject) => {
  await here.world.db.keeper(keeper => queueJob(keeper, { kind: 'mail', subject }))
  await here.work()
  const mails = await readOutbox(here.world)
  await rows`delete from outbox`
  return mails
}

test('a notice finds its account, in its language, and names what its ids mean', async () => {
  const { workspace, people } = await furnished()
  const [ada, , cleo] = people as [{ id: string; name: string }, unknown, { id: string; name: string }]
  const details = { workspace, member: cleo.id.toUpperCase(), by: pseudonym(), role: 'viewer' }
  const mails = await send({
    mail: 'notice',
    account: ada.id,
    notice: 'member-joined',
    details,
    language: 'de',
  })

  expect(mails).toMatchObject([
    { to: `${ada.name}@shop.example`, subject: 'Jemand ist Ihrem Arbeitsbereich beigetreten' },
  ])
  expect(mails[0]?.text).toContain(`Arbeitsbereich: The Shop\nWer: ${cleo.name}\nRolle: Betrachter\n`)
  expect(mails[0]?.text).not.toContain('Von:')
})

test('owners get a notice each, and nobody else does', async () => {
  const { workspace, people } = await furnished()
  const mails = await send({ mail: 'owners', workspace, notice: 'budget-80', language: 'en' })

  const owners = people.slice(0, 2).map(({ name }) => `${name}@shop.example`)
  expect(mails.map(({ to }) => to).sort()).toEqual(owners.sort())
  for (const { text } of mails) expect(text).toContain('Workspace: The Shop')
})

test('an address that is no account’s any more is told once more; who is gone gets nothing', async () => {
  const sealed = sealAddress(here.world.secrets.master, 'former@shop.example')
  expect(sealed).not.toContain('former')
  const mails = await send({ mail: 'address', sealed, notice: 'account-deleted', language: 'en' })
  expect(mails).toMatchObject([{ to: 'former@shop.example', subject: 'Your account was deleted' }])

  expect(await send({ mail: 'notice', account: pseudonym(), notice: 'suspended', language: 'en' })).toEqual(
    [],
  )
  expect(await send({ mail: 'owners', workspace: pseudonym(), notice: 'suspended', language: 'en' })).toEqual(
    [],
  )
  expect(await rows`select from jobs`).toHaveLength(0)
  expect(here.faults).toEqual([])
})

test('a mail to an address that no server takes is given up at once', async () => {
  const sealed = sealAddress(here.world.secrets.master, '"a b"@shop.example')
  expect(await send({ mail: 'address', sealed, notice: 'email-changed', language: 'en' })).toEqual([])

  expect(await rows`select from jobs`).toHaveLength(0)
  expect(here.lines.filter(line => line.includes('job_dropped'))).toHaveLength(1)
})

test('on a machine of one’s own the outbox is read by that machine’s own name', async () => {
  await createOutbox(here.world).send(mail)
  const base = await here.serve()
  const answer = await fetch(`${base}/v1/outbox`)

  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({
    items: [{ id: expect.any(String), ...mail, at: testMoment }],
  })
  const rebound = await here.app.request('http://evil.example/v1/outbox')
  expect(rebound.status).toBe(404)
})

test.each([
  ['in production', { ATAVUS_URL: 'https://chat.example', TRUSTED_PROXIES: '127.0.0.1' }, {}],
  ['with a mail server', {}, { mailer: { kind: 'smtp', send: async () => {} } as const }],
])('%s there is no outbox to read', async (_, environment, more) => {
  const operator = {
    ATAVUS_OPERATOR_NAME: 'C',
    ATAVUS_OPERATOR_ADDRESS: '1 Quay',
    ATAVUS_OPERATOR_COUNTRY: 'DE',
  }
  const there = await testWorld({
    environment: { ...environment, ...operator, ATAVUS_OPERATOR_CONTACT: 'a@chat.example' },
    ...more,
  })
  const base = await there.serve()
  const answer = await fetch(`${base}/v1/outbox`, { headers: { 'x-forwarded-proto': 'https' } })

  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({ code: 'not_found' })
  await there.close()
})
