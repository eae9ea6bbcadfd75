import type { ConsentGiven } from '@atavus/contract/chat'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { talk, whole } from '../chat/testing/talk.ts'
import { siteOf } from '../identity/testing/site.ts'
import { got, openRoom, type Person, type Room, refusal } from '../operator/testing/room.ts'
import { mailsTo } from '../testing/mail.ts'
import { assistantOf, shopOrigin, visit } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { anyone, ask, inbox, linkIn, send } from './testing/asking.ts'
import de from './words.de.json' with { type: 'json' }
import en from './words.en.json' with { type: 'json' }

let room: Room
let owner: Person
let base: string
let assistant: { id: string; key: string }

beforeAll(async () => {
  room = await openRoom()
  base = await room.here.serve()
})
beforeEach(async () => {
  room.here.at(testMoment)
  await room.sql`delete from requests`
  owner = await room.person()
  assistant = await assistantOf(owner)
})
afterAll(() => room.close())

const codeOf = ({ receipt }: Pick<ConsentGiven, 'receipt'>) => String(decodeJwt(receipt).code)
const claimed = (code: string, more: Record<string, string> = {}) =>
  ask(room, { site: '', contact: '', code, ...more })
const page = async (answer: Promise<Response>) => {
  const response = await answer
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
  }
}
const drawn = (status: number, words: string) => ({
  status,
  type: 'text/html; charset=UTF-8',
  text: expect.stringContaining(words),
})

test('P8.7 with a receipt’s code a request is proven and its owner’s at once, and its answer stands under the code', async () => {
  const code = codeOf(await visit(room.here, assistant.key))
  expect(await page(claimed(code))).toEqual(drawn(200, en.said.proven.title))
  const [request] = await inbox(owner)
  expect(request).toMatchObject({
    assistant: assistant.id,
    proven: true,
    contact: null,
    words: 'What do you hold?',
  })
  const answer = { outcome: 'done', words: 'Two bytes.' }
  await got(owner.call('POST', `/v1/requests/${request?.id}/answer`, answer))
  expect(await (await send(room, '/your-data', { code })).text()).toContain('Two bytes.')
})

test('P8.7 a code that no receipt has is said to be none, and nothing is kept', async () => {
  for (const kind of ['access', 'objection', 'child'])
    expect(await page(claimed('ATV-0000-0000-0000-0000-0000', { kind }))).toEqual(
      drawn(400, en.problems.code),
    )
  expect(await room.sql`select from requests`).toHaveLength(0)
})

test('no request is without words, with a code or without', async () => {
  const code = codeOf(await visit(room.here, assistant.key))
  for (const more of [{ code }, { code, kind: 'objection', contact: anyone() }, { code: '' }])
    expect(await page(ask(room, { words: ' ', ...more }))).toEqual(drawn(400, en.problems.words))
  expect(await page(claimed('', { words: 'Mine.' }))).toEqual(drawn(400, en.problems.contact))
  expect(await room.sql`select from requests`).toHaveLength(0)
})

test('ten requests of one visitor wait at most', async () => {
  const code = codeOf(await visit(room.here, assistant.key))
  for (let count = 0; count < 10; count++) expect((await claimed(code)).status).toBe(200)
  expect(await page(claimed(code))).toEqual(drawn(409, en.problems.too_many))
  expect(await inbox(owner)).toHaveLength(10)
})

test('P8.7 a code of whom a site named with a secret that counts no more proves nothing; a link must', async () => {
  const site = siteOf(room.here, base, owner)
  const named = await site.identifying()
  const identity = await site.identityOf(named.secret, 'anna', named.assistant.key)
  const given = await site.consent(named.assistant.key, { identity })
  const code = codeOf((await given.json()) as ConsentGiven)
  await owner.call('DELETE', `/v1/assistants/${named.assistant.id}/identity`)

  expect(await page(claimed(code))).toEqual(drawn(400, en.problems.unvouched))
  const contact = anyone()
  expect(await page(claimed(code, { contact }))).toEqual(drawn(200, en.said.sent.title))
  expect(await inbox(owner)).toEqual([])
  await send(room, '/requests/confirm', { token: await linkIn(room, contact) })
  expect(await inbox(owner)).toMatchObject([{ contact, proven: true, assistant: named.assistant.id }])
})

test('P9.2 a parent with a code reads the signed receipt of the deletion on the page', async () => {
  const code = codeOf(await visit(room.here, assistant.key))
  const { text } = await page(claimed(code, { kind: 'child', words: '' }))
  expect(text).toContain(en.said.erased.title)
  const receipt = /<code>([\w.-]+)<\/code>/.exec(text)?.[1] ?? ''
  expect(decodeJwt(receipt)).toMatchObject({ askedBy: 'code', deleted: { kind: 'child' } })
  expect(await page(claimed(code, { kind: 'child' }))).toEqual(drawn(400, en.problems.code))
})

test('P9.2 a parent reads how much of a child’s words is held, and with the code the rest goes once the hold is over', async () => {
  const visitor = await visit(room.here, assistant.key)
  const code = codeOf(visitor)
  await whole(talk(base, visitor, 'It is noon.').send())
  const { id } = await got<{ id: string }>(
    owner.call('POST', '/v1/holds', {
      assistant: assistant.id,
      conversation: null,
      reason: 'A court asked for it.',
      silent: false,
      until: '2027-01-20T12:00:00.000Z',
    }),
  )
  const { text } = await page(claimed(code, { kind: 'child', words: '' }))
  expect(text).toContain(en.said.kept.text.replace('{held}', '1'))
  const receipt = decodeJwt(/<code>([\w.-]+)<\/code>/.exec(text)?.[1] ?? '')
  expect(receipt).toMatchObject({
    deleted: { kind: 'child', conversations: 0, messages: 0 },
    left: { held: { conversations: 1, consent: expect.any(String) } },
  })
  expect(await refusal(talk(base, visitor, 'And now?').send())).toBe('consent_required')

  await owner.call('DELETE', `/v1/holds/${id}`)
  expect((await page(claimed(code, { kind: 'child', words: '' }))).text).toContain(en.said.erased.title)
  expect(await page(claimed(code, { kind: 'child' }))).toEqual(drawn(400, en.problems.code))
})

test('P12.1 four thousand letters of any script are taken; beyond what a form can hold it is said in words', async () => {
  await ask(room, { words: '字'.repeat(4000), contact: anyone() })
  expect(await room.sql`select from requests`).toHaveLength(1)
  expect(await page(ask(room, { words: '字'.repeat(8000) }))).toEqual(drawn(413, en.problems.too_large))
})

test('P12.1 the form speaks German where the browser does, and English to everybody else', async () => {
  const read = async (language: string) => {
    const answer = await room.here.app.request('/requests', { headers: { 'accept-language': language } })
    expect(answer.headers.get('vary')).toContain('Accept-Language')
    return answer.text()
  }
  for (const language of ['de', 'de-AT,en;q=0.5'])
    expect(await read(language)).toMatch(new RegExp(`<html lang="de">.*${de.title}`, 's'))
  for (const language of ['', 'en', 'fr', 'en,de;q=0.9'])
    expect(await read(language)).toMatch(new RegExp(`<html lang="en">.*${en.title}`, 's'))
  const contact = anyone()
  const german = { 'accept-language': 'de' }
  const fields = { kind: 'access', site: shopOrigin, contact, words: 'Was ist gespeichert?' }
  const wrong = await send(room, '/requests', { ...fields, contact: 'nirgends' }, german)
  expect(await wrong.text()).toContain(de.problems.contact)
  expect(await (await send(room, '/requests', fields, german)).text()).toContain(de.said.sent.text)
  expect(await mailsTo(room.here, contact)).toMatchObject([{ subject: 'Bestätigen Sie Ihre Anfrage' }])
  const confirm = await room.here.app.request('/requests/confirm', { headers: german })
  expect(await confirm.text()).toContain(de.confirm.button)
})
