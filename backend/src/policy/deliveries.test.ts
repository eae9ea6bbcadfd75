import type { PublishPolicy } from '@atavus/contract/policy'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { newId } from '../lib/ids.ts'
import { type Mail, type Mailer, Undeliverable } from '../mail/mailer.ts'
import { createOutbox } from '../mail/outbox.ts'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { firstContent, wordingHash } from './content.ts'
import { publishPolicy, tellAccounts, tellAgain, tellOfMissed } from './publish.ts'
import { openPublished } from './published.ts'
import { listDeliveries, listPublished } from './queries.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>
let operator: string
const mails: Mail[] = []
/** What the mail server says to an address. */
const answers = new Map<string, Error>()

const smtp: Mailer = {
  kind: 'smtp',
  send: async mail => {
    const error = answers.get(mail.to)
    if (error) throw error
    mails.push(mail)
  },
}

beforeAll(async () => {
  here = await testWorld({ mailer: smtp })
  rows = lookInto(here.address)
  operator = await account('operator', '2026-04-23')
})
beforeEach(() => {
  mails.length = 0
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

let minutes = 0
const later = (more = 1) => {
  minutes += more
  here.at(new Date(Date.parse(testMoment) + minutes * 60_000))
}
const address = (name: string) => `${name}@shop.example`
async function account(name: string, policyVersion: string): Promise<string> {
  const id = newId(here.world.now())
  await rows`
    insert into accounts (id, email, username, password_hash, policy_version, adult_stated_at, created_at)
    values (${id}, ${address(name)}, ${name}, 'none', ${policyVersion}, ${testMoment}, ${testMoment})
  `
  return id
}
let count = 0
async function publish(more: Partial<z.infer<typeof PublishPolicy>> = {}): Promise<number> {
  later()
  const text = `# What we keep\n\nLess, in step ${++count}. [P4.2]`
  await publishPolicy(here.world, operator, { text, summary: 'Less is kept.', significant: true, ...more })
  return here.world.policy.now().version
}
const mailed = (name: string) => mails.filter(({ to }) => to === address(name)).length

test('P11.2 the operator sees which mails were sent, still wait, or could not be delivered', async () => {
  await account('bounces', '2026-04-23')
  await account('waits', '2026-04-23')
  answers.set(address('bounces'), new Undeliverable())
  answers.set(address('waits'), new Error('the server is away'))
  const version = await publish()
  await here.work()
  const [latest] = await here.world.db.keeper(async keeper => listPublished(keeper))
  const told = await here.world.db.keeper(async keeper => listDeliveries(keeper, version, 10))

  expect(latest).toMatchObject({ version, told: 3, sent: 1, outbox: 0, waiting: 1, failed: 1, read: 0 })
  expect(told.map(({ email, mail }) => [email, mail])).toEqual([
    [address('bounces'), 'failed'],
    [address('waits'), 'waiting'],
    [address('operator'), 'sent'],
  ])
  answers.clear()
  later(30)
  await here.work()
  expect([mailed('waits'), mailed('operator'), mailed('bounces')]).toEqual([1, 1, 0])
})

test('P11.2 a mail server that is away for days loses no notice, and is asked no more where it takes none', async () => {
  await account('far', '2026-04-23')
  answers.set(address('far'), new Error('the server is away'))
  answers.set(address('bounces'), new Undeliverable())
  await publish()
  const lost = async () => {
    for (let tries = 0; tries < 14; tries++) {
      await here.work()
      later(7 * 60)
    }
    const [row] = await rows<{ left: number }[]>`select count(*)::int as left from jobs where kind = 'mail'`
    return row?.left
  }
  expect(await lost()).toBe(0)
  expect(mailed('far')).toBe(0)
  await tellAgain(here.world)
  expect(await lost()).toBe(0)

  answers.delete(address('far'))
  for (let twice = 0; twice < 2; twice++) {
    await Promise.all([tellAgain(here.world), tellAgain(here.world)])
    await here.work()
  }
  expect([mailed('far'), mailed('operator')]).toEqual([1, 1])
  answers.delete(address('bounces'))
  await tellAgain(here.world)
  await here.work()
  expect(mailed('bounces')).toBe(0)
}, 30_000)

test('P11.2 a mail that lies in the outbox is not counted as mailed, and goes once there is a mail server, unless it was read', async () => {
  await account('reads', '2026-04-23')
  here.world.mailer = createOutbox(here.world)
  const version = await publish()
  await here.work()
  const latest = async () => (await here.world.db.keeper(async keeper => listPublished(keeper)))[0]
  const told = (await latest())?.told ?? 0
  expect(await latest()).toMatchObject({ version, sent: 0, outbox: told, waiting: 0, failed: 0 })
  await tellAgain(here.world)
  const [again] = await rows`select from jobs where kind = 'mail'`
  expect(again).toBeUndefined()

  await rows`
    update policy_notices set read_at = ${testMoment}
    where version = ${version} and account_id = (select id from accounts where username = 'reads')
  `
  here.world.mailer = smtp
  await tellAgain(here.world)
  await here.work()
  expect(await latest()).toMatchObject({ sent: told - 1, outbox: 1 })
  expect([mailed('operator'), mailed('reads')]).toEqual([1, 0])
})

test('P11.2 a telling that was broken off goes on where it stopped, and tells nobody twice', async () => {
  await rows`
    insert into accounts (id, email, username, password_hash, policy_version, adult_stated_at, created_at)
    select gen_random_uuid(), 'many' || n || '@shop.example', 'many' || n, 'none', '2026-04-23', ${testMoment}, ${testMoment}
    from generate_series(1, 520) n
  `
  const text = '# Anew\n\nA version whose telling dies.'
  const version = await publish({ text, significant: false })
  const dying = new AbortController()
  const world = { ...here.world, db: { ...here.world.db } }
  world.db.keeper = async work => {
    const answer = await here.world.db.keeper(work)
    dying.abort(new Error('killed'))
    return answer
  }
  const taken = { id: newId(here.world.now()), workspace: null, attempts: 0, signal: dying.signal }
  await expect(tellAccounts(world, { version }, taken)).rejects.toThrow('killed')
  const [broken] = await rows`select count(*)::int as told from policy_notices where version = ${version}`
  expect(broken).toEqual({ told: 500 })

  await tellAccounts(here.world, { version }, { ...taken, signal: new AbortController().signal })
  await here.work()
  const [whole] = await rows`
    select count(*)::int as told, count(sent_at)::int as sent from policy_notices where version = ${version}
  `
  const [{ all } = { all: 0 }] = await rows<{ all: number }[]>`select count(*)::int as all from accounts`
  expect(whole).toEqual({ told: all, sent: all })
  expect(mails).toHaveLength(all)
  expect(new Set(mails.map(({ to }) => to)).size).toBe(all)
  await rows`delete from accounts where username like 'many%'`
}, 60_000)

test('P11.2 who opens an account with a link from before the change is told of it; who agreed to it is not', async () => {
  await publish()
  later(30)
  await here.work()
  const old = await account('late', '2026-04-23')
  const current = await account('current', here.world.policy.now().id)
  for (const id of [old, current]) await here.world.db.person(id, tellOfMissed)
  await here.work()

  expect([mailed('late'), mailed('current')]).toEqual([1, 0])
})

test('P11.2 a version that comes with the product is published once, unless an operator has written one', async () => {
  const fresh = await testWorld()
  const { settings, db, hear, fault } = fresh.world
  const parts = { settings, db, hear, fault }
  const one = {
    content: { ...firstContent, title: 'Privacy policy, anew' },
    summary: 'Anew.',
    significant: true,
  }
  const two = { ...one, content: { ...firstContent, title: 'Privacy policy, once more' }, significant: false }
  const [first, second] = await Promise.all([0, 1].map(() => openPublished(parts, [one])))
  expect([first?.now().version, second?.now().version]).toEqual([2, 2])
  const all = await Promise.all([0, 1].map(() => openPublished(parts, [one, two])))
  const { operator } = settings
  const significant = wordingHash({ content: one.content, operator }).toString('hex')
  for (const book of all) expect(book.now()).toMatchObject({ version: 3, significant })
  const looking = lookInto(fresh.address)
  const [jobs] =
    await looking`select count(*)::int as told from jobs where kind = 'policy' and key like '%:again'`
  await looking.end()
  await fresh.close()
  expect(jobs).toEqual({ told: 1 })

  await publish()
  const shipped = { ...one, summary: 'Not for this platform.' }
  expect((await openPublished(here.world, [shipped])).all()).not.toContainEqual(
    expect.objectContaining({ summary: shipped.summary }),
  )
})

test('a promise that nobody keeps cannot be published', async () => {
  const wish = { text: '# A\n\nWe promise the moon. [P99.1]' }
  await expect(publish(wish)).rejects.toMatchObject({ code: 'invalid_request' })
})
