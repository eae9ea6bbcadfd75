import type { Account } from '@atavus/contract/account'
import type { PublishedPolicies } from '@atavus/contract/policy'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { codeOf, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { queueJob } from '../jobs/queue.ts'
import { lookInto } from '../testing/database.ts'
import { mailsTo } from '../testing/mail.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { contentHash, contentOf, firstContent } from './content.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let operator: Owner
/** Signed up before the policy changed for the first time. */
const people: Owner[] = []
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
  operator = await signUp(here)
  for (let i = 0; i < 2; i++) people.push(await signUp(here))
  const { id } = await accountOf(operator)
  await rows`insert into operators (account_id, added_at) values (${id}, ${testMoment})`
  await rows`update sessions set factor = true, confirmed_at = ${testMoment} where account_id = ${id}`
})
beforeEach(() => model.say('Yes.'))
afterAll(async () => {
  await rows.end()
  await here.close()
})

let day = 0
const later = () => here.at(new Date(Date.parse(testMoment) + ++day * 60_000))
const accountOf = async (owner: Owner) => (await (await owner.call('GET', '/v1/account')).json()) as Account
const textOf = async (path: string) => (await here.app.request(path)).text()
let count = 0
async function publish(significant: boolean, summary = 'A change.') {
  later()
  count++
  const text = `# What we collect\n\nLess than before, in step ${count}.\n\n# Contact\n\nAs ever.`
  const answer = await operator.call('POST', '/v1/operator/policies', { text, summary, significant })
  if (answer.status !== 201) throw new Error(await answer.text())
  return (await answer.json()) as z.infer<typeof PublishedPolicies>
}

test('P11.1 the policy says when it was last updated, and every former version stays at the address of its content', async () => {
  const before = here.world.policy.now()
  expect(await textOf('/privacy')).toMatch(/Version \d+ · Last updated/)
  const { items } = await publish(false)
  const [latest] = items

  expect(latest?.hash).not.toBe(before.hash)
  expect(await textOf('/privacy')).toContain('Less than before')
  const former = await textOf(`/privacy/${before.hash}`)
  expect(former).toContain('This version holds no more')
  const versions = await textOf('/privacy/versions')
  for (const { hash } of items) expect(versions).toContain(`/privacy/${hash}`)
  expect((await here.app.request(`/privacy/${'0'.repeat(64)}`)).status).toBe(404)
})

test('P11.1 a version is known by its content: the same is published once, and none is changed', async () => {
  await publish(false, 'Once')
  const again = { text: '# A\n\nB', summary: 'Again', significant: false }
  expect((await operator.call('POST', '/v1/operator/policies', again)).status).toBe(201)
  expect(await codeOf(await operator.call('POST', '/v1/operator/policies', again))).toBe('already_there')
  expect(
    await codeOf(await operator.call('POST', '/v1/operator/policies', { ...again, text: 'No chapter.' })),
  ).toBe('invalid_request')
  for (const { hash, content } of here.world.policy.all())
    expect(contentHash(content).toString('hex')).toBe(hash)
  const [rights] = await rows`select has_table_privilege('atavus_keeper', 'policies', 'update') as may`
  expect(rights).toEqual({ may: false })
})

test('P11.2 a significant version is mailed to every account that was there, once, and shown until it is read', async () => {
  const owner = people[0]!
  const { email } = await accountOf(owner)
  const { items } = await publish(true, 'We keep less.')
  await here.work()
  const version = items[0]?.version ?? 0
  const mails = (await mailsTo(here, email)).filter(({ subject }) => subject === 'The privacy policy changes')

  expect(mails).toHaveLength(1)
  expect(mails[0]?.text).toContain('We keep less.')
  expect((await accountOf(owner)).policy).toMatchObject({ version, summary: 'We keep less.' })
  const [noted] =
    await rows`select count(*)::int as all, count(sent_at)::int as sent from policy_notices where version = ${version}`
  expect(noted?.sent).toBe(noted?.all)
  await here.world.db.keeper(keeper => queueJob(keeper, { kind: 'policy', subject: { version } }))
  await here.work()
  expect((await mailsTo(here, email)).filter(({ text }) => text.includes('We keep less.'))).toHaveLength(1)

  expect((await owner.call('POST', '/v1/account/policy', { version })).status).toBe(204)
  expect((await accountOf(owner)).policy).toBeNull()
  const shown = (await (await operator.call('GET', '/v1/operator/policies')).json()) as z.infer<
    typeof PublishedPolicies
  >
  expect(shown.items[0]).toMatchObject({ version, read: 1 })
})

test('P11.2 what is not significant is told to nobody; whoever signs up afterwards agrees to what holds', async () => {
  const owner = people[1]!
  await owner.call('POST', '/v1/account/policy', { version: 1000 })
  await publish(false)
  await here.work()
  expect((await accountOf(owner)).policy).toBeNull()
  const { policyVersion } = (await (await here.app.request('/v1/accounts/terms')).json()) as {
    policyVersion: string
  }
  expect(policyVersion).toBe(here.world.policy.now().id)
  const wish = {
    email: 'late@shop.example',
    username: 'late',
    password: 'a kettle sings at noon',
    adult: true,
  }
  const send = (policyVersion: string) =>
    here.app.request('/v1/accounts', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:4600' },
      body: JSON.stringify({ ...wish, policyVersion }),
    })
  expect(await codeOf(await send('2026-04-23'))).toBe('consent_outdated')
  expect((await send(policyVersion)).status).toBe(202)
})

test('P11.2 visitors are asked anew by a significant version, and by no other', async () => {
  const { key } = await assistantOf(operator)
  const visitor = await visit(here, key)
  await publish(false)
  expect((await whole(talk(base, visitor, 'Still fine?').send())).at(-1)?.event.type).toBe('done')
  await publish(true)
  expect(await codeOf(await talk(base, visitor, 'And now?').send())).toBe('consent_outdated')
  const again = await visit(here, key)
  expect((await whole(talk(base, again, 'Now?').send())).at(-1)?.event.type).toBe('done')
})

test('P2.1 every sentence of the first version makes a promise that is known, and no promise is without a sentence', async () => {
  const sentences = firstContent.chapters.flatMap(({ sentences }) => sentences)
  for (const { text, promises } of sentences) expect({ text, promises }).not.toEqual({ text, promises: [] })
  const named = sentences.flatMap(({ promises }) => promises)
  expect(new Set(named).size).toBe(named.length)
  expect(named).toHaveLength(47)
})

test('a text is cut into chapters at its headings; one without any is none', () => {
  expect(contentOf('# A\n\none\n\ntwo\n\n## B\nthree')?.chapters).toEqual([
    {
      title: 'A',
      sentences: [
        { text: 'one', promises: [] },
        { text: 'two', promises: [] },
      ],
    },
    { title: 'B', sentences: [{ text: 'three', promises: [] }] },
  ])
  expect(contentOf('words')).toBeUndefined()
  expect(contentOf('# A\n\n# B\n\nwords')).toBeUndefined()
})
