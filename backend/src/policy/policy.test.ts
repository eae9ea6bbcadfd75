import type { Account } from '@atavus/contract/account'
import { PolicyDeliveries, PolicyPreview, type PublishedPolicies } from '@atavus/contract/policy'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { codeOf, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { mailsTo, tokenTo } from '../testing/mail.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { firstContent, wordingHash } from './content.ts'
import { blocksOf, contentOf, textOf } from './text.ts'

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
const pageText = async (path: string) => (await here.app.request(path)).text()
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
  expect(await pageText('/privacy')).toMatch(/Version \d+ · Last updated/)
  const { items } = await publish(false)
  const [latest] = items

  expect(latest?.hash).not.toBe(before.hash)
  expect(await pageText('/privacy')).toContain('Less than before')
  const former = await pageText(`/privacy/${before.hash}`)
  expect(former).toContain('The substance of this version still holds')
  const versions = await pageText('/privacy/versions')
  for (const { hash } of items) expect(versions).toContain(`/privacy/${hash}`)
  expect((await here.app.request(`/privacy/${'0'.repeat(64)}`)).status).toBe(404)
})

test('P11.1 a version is known by its content: the same is not published twice in a row, and none is changed', async () => {
  await publish(false, 'Once')
  const again = { text: '# A\n\nB', summary: 'Again', significant: false }
  expect((await operator.call('POST', '/v1/operator/policies', again)).status).toBe(201)
  expect(await codeOf(await operator.call('POST', '/v1/operator/policies', again))).toBe('already_there')
  expect(
    await codeOf(await operator.call('POST', '/v1/operator/policies', { ...again, text: 'No chapter.' })),
  ).toBe('invalid_request')
  for (const { hash, ...wording } of here.world.policy.all())
    expect(wordingHash(wording).toString('hex')).toBe(hash)
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
    await rows`select count(*)::int as all, count(outbox_at)::int as kept, count(sent_at)::int as sent from policy_notices where version = ${version}`
  expect(noted).toMatchObject({ kept: noted?.all, sent: 0 })
  here.at(new Date(here.world.now().getTime() + 10 * 60_000))
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

test('P11.2 who had asked for an account before a significant change is shown it once they come in', async () => {
  const email = 'between@shop.example'
  const send = (path: string, body: object) =>
    here.app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:4600' },
      body: JSON.stringify(body),
    })
  const password = 'a kettle sings at noon'
  const policyVersion = here.world.policy.now().id
  await send('/v1/accounts', { email, username: 'between', password, adult: true, policyVersion })
  const token = await tokenTo(here, email)
  await publish(true, 'While the link was on its way.')
  await here.work()
  const verified = await send('/v1/accounts/verify', { token, password })
  expect(verified.status).toBe(201)
  await here.work()
  const cookie = verified.headers.getSetCookie().map(line => line.split(';')[0])
  const account = await here.app.request('/v1/account', { headers: { cookie: cookie.join('; ') } })
  expect(((await account.json()) as Account).policy).toMatchObject({
    summary: 'While the link was on its way.',
  })
  expect((await mailsTo(here, email)).map(({ subject }) => subject)).toContain('The privacy policy changes')
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

test('the operator sees how a text would read, and which promises it makes no more, before anything is published', async () => {
  const { items, text } = (await (await operator.call('GET', '/v1/operator/policies')).json()) as z.infer<
    typeof PublishedPolicies
  >
  const preview = (text: string) => operator.call('POST', '/v1/operator/policies/preview', { text })
  const same = PolicyPreview.parse(await (await preview(`${text}\n\nAnd:\n- one\n- two`)).json())
  expect(same.lost).toEqual([])
  expect(same.chapters.at(-1)?.passages.at(-1)?.blocks).toEqual([
    { paragraph: 'And:' },
    { items: ['one', 'two'] },
  ])
  expect(await codeOf(await preview('# A'))).toBe('invalid_request')
  expect(await codeOf(await preview('# A\n\nWe promise the moon. [P99.1]'))).toBe('invalid_request')
  const told = await operator.call('GET', `/v1/operator/policies/${items[0]?.id}/deliveries`)
  const { items: deliveries } = PolicyDeliveries.parse(await told.json())
  expect(deliveries).toHaveLength(items[0]?.told ?? -1)
  expect(new Set(deliveries.map(({ mail }) => mail))).not.toContain('failed')
  const strange = await operator.call('GET', '/v1/operator/policies/1000/deliveries')
  expect(await codeOf(strange)).toBe('not_found')
  expect((await here.world.policy.all()).length).toBe(items.length)
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

test('a promise stays with its sentence, and a content is written as a text that reads the same', () => {
  const text = '# A\n\nWe keep less. [P1.4 P1.5] And shorter. [P4.2]\n\n- one\n- two\n\nNo promise.'
  const content = contentOf(text)
  expect(content?.chapters[0]?.sentences).toEqual([
    { text: 'We keep less.', promises: ['P1.4', 'P1.5'] },
    { text: 'And shorter.', promises: ['P4.2'] },
    { text: '- one\n- two', promises: [] },
    { text: 'No promise.', promises: [] },
  ])
  for (const one of [content, firstContent]) expect(one && contentOf(textOf(one))).toEqual(one)
})

test('lines that begin with a dash are a list, wherever they stand', () => {
  expect(blocksOf('We share it with\nthese:\n- one\n- two\nand nobody else')).toEqual([
    { paragraph: 'We share it with these:' },
    { items: ['one', 'two'] },
    { paragraph: 'and nobody else' },
  ])
})
