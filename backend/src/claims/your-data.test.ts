import type { ConsentGiven } from '@atavus/contract/chat'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, conversationOf, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { filesIn } from '../testing/zip.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let key: string
let assistant: string
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({
    models: { quote: model },
    limits: { ...unlimited, signIns: { burst: 1000, every: 1 } },
  })
  base = await here.serve()
  rows = lookInto(here.address)
  owner = await signUp(here)
  const made = await assistantOf(owner)
  key = made.key
  assistant = made.id
})
beforeEach(() => {
  here.at(testMoment)
  model.say('Ten days.')
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const codeIn = ({ receipt }: Pick<ConsentGiven, 'receipt'>): string =>
  JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString()).code
async function someone(text = 'How long may I return a plant?') {
  const visitor: Visitor = await visit(here, key)
  const conversation = conversationOf(await whole(talk(base, visitor, text).send()))
  return { visitor, code: codeIn(visitor), conversation }
}
const send = (fields: Record<string, string>, origin = 'http://localhost:4600') =>
  here.app.request('/your-data', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
    body: new URLSearchParams(fields).toString(),
  })
const text = async (fields: Record<string, string>) => (await send(fields)).text()

test('P8.1 the code of a receipt shows what was said under it and until when it is kept; no other does', async () => {
  const { code } = await someone('Do you know <Wagtail & Sons>?')
  const page = await text({ code: code.toLowerCase().replaceAll('-', ' ') })
  expect(page).toContain('Do you know &lt;Wagtail &amp; Sons&gt;?')
  expect(page).toContain('Ten days.')
  expect(page).toContain('deleted on 20 December 2026')
  expect(page).toContain('The Shop, privacy@shop.example')

  const other = await send({ code: 'ATV-0000-0000-0000-0000-0000' })
  expect(other.status).toBe(400)
  expect(await other.text()).not.toContain('Wagtail')
  expect((await send({ code }, 'https://evil.example')).status).toBe(403)
})

test('P8.1 the code stands on the receipt alone: the database has its hash, and no log has either', async () => {
  const { code } = await someone()
  const kept = await rows<{ receipt: string | null; sealed_receipt: Buffer }[]>`select * from consents`
  const plain = code.replace('ATV-', '').replaceAll('-', '')
  for (const { receipt, sealed_receipt: sealed } of kept) {
    expect(receipt).toBeNull()
    expect(sealed.toString('latin1')).not.toMatch(/eyJ|ATV-/)
  }
  expect(JSON.stringify(kept)).not.toContain(plain)
  expect(here.lines.join('')).not.toContain(plain)
})

test('P8.4 it is taken along as a zip of JSON and CSV with a schema', async () => {
  const { code, visitor } = await someone()
  const answer = await send({ code, act: 'download' })
  expect(answer.headers.get('content-type')).toBe('application/zip')
  const files = new Map(
    filesIn(Buffer.from(await answer.arrayBuffer())).map(({ name, content }) => [name, content]),
  )
  expect([...files.keys()]).toEqual([
    'data.json',
    'messages.csv',
    'consents.csv',
    'left.csv',
    'requests.csv',
    'schema.json',
  ])

  const held = JSON.parse(files.get('data.json') ?? '')
  const said = ['How long may I return a plant?', 'Ten days.']
  expect(held.conversations[0].messages.map((one: { text: string }) => one.text)).toEqual(said)
  expect(held.consents).toMatchObject([{ id: visitor.consent, receipt: visitor.receipt }])
  const schema = JSON.parse(files.get('schema.json') ?? '')
  for (const [name, words] of [
    ['messages.csv', said],
    ['consents.csv', [visitor.receipt]],
  ] as const) {
    const [head, ...lines] = files.get(name)?.trimEnd().split('\r\n') ?? []
    expect(head?.split(',')).toEqual(Object.keys(schema[name]))
    expect(lines).toEqual(words.map(word => expect.stringContaining(word)))
  }
})

test('the page speaks German to whoever reads that', async () => {
  const { code } = await someone()
  const page = await here.app.request('/your-data', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'http://localhost:4600',
      'accept-language': 'de-AT,de;q=0.9,en;q=0.5',
    },
    body: new URLSearchParams({ code }).toString(),
  })
  const drawn = await page.text()
  expect(drawn).toContain('<html lang="de">')
  expect(drawn).toContain('gelöscht am 20. Dezember 2026')
})

test('P8.4 the chat gives the same zip', async () => {
  const { code, visitor } = await someone()
  const ofPage = await (await send({ code, act: 'download' })).arrayBuffer()
  const ofChat = await here.app.request('/v1/chat/archive', { headers: visitor.headers })
  expect(ofChat.headers.get('access-control-allow-origin')).toBe(visitor.headers.origin)
  expect(filesIn(Buffer.from(await ofChat.arrayBuffer()))).toEqual(filesIn(Buffer.from(ofPage)))
  expect(
    (await here.app.request('/v1/chat/archive', { headers: { origin: 'https://shop.example' } })).status,
  ).toBe(401)
})

test('P8.3 P8.6 with the code one withdraws, and erases with a receipt', async () => {
  const { code, visitor } = await someone()
  expect(await text({ code, act: 'withdraw' })).toContain('Your consent is withdrawn.')
  expect(await codeOf(await talk(base, visitor, 'Still there?').send())).toBe('consent_required')
  const erased = await text({ code, act: 'erase' })
  expect(erased).toContain('Deleted: 1 conversations with 2 messages')
  expect(erased).toMatch(/<code>eyJ/)
  expect(await text({ code })).toContain('Nothing is held any more.')
})

test('P8.2 what is wrong is asked of the owner, and the answer stands where it was asked', async () => {
  const { code } = await someone()
  expect(await text({ code, act: 'correct', words: 'I am called Ana, not Anna.' })).toContain('It was sent.')
  const { items } = await (await owner.call('GET', '/v1/requests')).json()
  const request = items.find((one: { words: string }) => one.words === 'I am called Ana, not Anna.')
  expect(request).toMatchObject({ kind: 'rectification', via: 'widget', proven: true, assistant })
  await owner.call('POST', `/v1/requests/${request.id}/answer`, { outcome: 'done', words: 'It is Ana now.' })
  expect(await text({ code })).toContain('It is Ana now.')
})

test('P8.7 who asked in the chat reads why the answer takes longer, on the page and in what they take along', async () => {
  const { code, visitor } = await someone()
  const asked = await here.app.request('/v1/chat/corrections', {
    method: 'POST',
    headers: visitor.headers,
    body: JSON.stringify({ text: 'I am not called Marlow.' }),
  })
  const { id } = (await asked.json()) as { id: string }
  const reason = 'Our archive keeper is <ill>.'
  expect((await owner.call('POST', `/v1/requests/${id}/extend`, { reason })).status).toBe(200)

  expect(await text({ code })).toContain(
    'takes longer, until 20 February 2027 at the latest. The reason: Our archive keeper is &lt;ill&gt;.',
  )
  const files = filesIn(Buffer.from(await (await send({ code, act: 'download' })).arrayBuffer()))
  expect(files.find(({ name }) => name === 'requests.csv')?.content).toContain(
    `,2027-02-20T12:00:00.000Z,${reason},I am not called Marlow.,`,
  )
  await owner.call('POST', `/v1/requests/${id}/answer`, { outcome: 'done', words: 'It is Ana now.' })
  expect(await text({ code })).not.toContain('takes longer')
})

test('P8.2 a visitor says in the chat what is wrong, and gets the day by which it is answered', async () => {
  const { visitor } = await someone()
  const answer = await here.app.request('/v1/chat/corrections', {
    method: 'POST',
    headers: visitor.headers,
    body: JSON.stringify({ text: 'I never said that.' }),
  })
  expect(answer.status).toBe(201)
  expect(await answer.json()).toMatchObject({ due: '2026-12-20T12:00:00.000Z' })
})

test('P8.5 P1.7 of whoever objected nothing is counted any more, at once, and again once they agree', async () => {
  const { visitor, code } = await someone()
  const uses = async () => {
    const [row] = await rows`
      select coalesce(sum(count), 0)::int as sum from usage where counter like 'feature:%' and assistant_id = ${assistant}
    `
    return row?.sum
  }
  const exported = () => here.app.request('/v1/chat/export', { headers: visitor.headers })
  const object = (improve: boolean) =>
    here.app.request('/v1/chat/objections', {
      method: 'POST',
      headers: visitor.headers,
      body: JSON.stringify({ improve }),
    })
  const before = await uses()
  await exported()
  expect(await uses()).toBe(before + 1)
  expect((await object(true)).status).toBe(204)
  expect(await (await exported()).json()).toMatchObject({ objections: ['improve'] })
  expect(await uses()).toBe(before + 1)
  expect(await text({ code })).toContain('Count what I do again')
  await text({ code, act: 'agree' })
  await exported()
  expect(await uses()).toBe(before + 2)
})

test('P9.2 a parent with the code of the receipt deletes everything without waiting for anybody', async () => {
  const { code, conversation } = await someone('I am nine.')
  const answer = await here.app.request('/requests', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:4600' },
    body: new URLSearchParams({ kind: 'child', code, words: '' }).toString(),
  })
  expect(await answer.text()).toContain('Everything is deleted')
  expect((await send({ code })).status).toBe(400)
  expect(await rows`select from conversations where id = ${conversation}`).toHaveLength(0)
  expect(await rows`select from messages where conversation_id = ${conversation}`).toHaveLength(0)
})
