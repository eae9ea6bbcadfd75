import { Document, DocumentSummary } from '@atavus/contract/console'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser, noLimits } from '../accounts/testing/browser.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let atavus: TestWorld
const owner = { visitor: {} as ReturnType<typeof browser>, documents: '' }
beforeAll(async () => {
  atavus = await testWorld({ limits: noLimits })
  owner.visitor = browser(atavus)
  await owner.visitor.signUp('rosa')
  owner.documents = await newAssistant()
})
afterAll(() => atavus.close())

async function newAssistant() {
  const assistant = { name: 'Fenn', controllerName: 'A', controllerContact: 'B' }
  const { body } = await owner.visitor.ask('POST', '/v1/assistants', assistant)
  return `/v1/assistants/${body.id}/documents`
}

const linen = {
  title: 'Linen',
  url: 'https://shop.example/linen',
  language: 'en',
  text: '# Linen\n\nLinen is woven from flax.\n\n## Washing\n\nWash it at 40 degrees.',
}
const ask = (method: string, path: string, body?: unknown) =>
  owner.visitor.ask(method, owner.documents + path, body)

test('a document is kept as it was given, cut into passages, and listed without its text', async () => {
  const { status, body } = await ask('POST', '', linen)
  expect(status).toBe(201)
  expect(body).toEqual({ id: body.id, ...linen, passages: 2, createdAt: testMoment, updatedAt: testMoment })
  expect(Document.parse(body)).toEqual(body)
  expect((await ask('GET', `/${body.id}`)).body).toEqual(body)
  const { text, ...summary } = body
  const { items } = (await ask('GET', '')).body
  expect(items).toEqual([{ ...summary, characters: text.length }])
  expect(Object.keys(items[0]).toSorted()).toEqual(Object.keys(DocumentSummary.shape).toSorted())
})

test('a change touches what it names, and the passages follow', async () => {
  const { body } = await ask('POST', '', linen)
  atavus.at('2026-11-20T12:01:00.000Z')
  const change = { url: null, text: 'Linen dries fast.' }
  const changed = await ask('PATCH', `/${body.id}`, change)
  expect(changed.body).toEqual({ ...body, ...change, passages: 1, updatedAt: '2026-11-20T12:01:00.000Z' })
  expect((await ask('GET', `/${body.id}`)).body).toEqual(changed.body)
})

test('a deleted document is gone', async () => {
  const { body } = await ask('POST', '', linen)
  expect((await ask('DELETE', `/${body.id}`)).status).toBe(204)
  for (const [method, change] of [['GET'], ['DELETE'], ['PATCH', {}]] as const)
    expect((await ask(method, `/${body.id}`, change)).status).toBe(404)
})

test('a document belongs to one assistant', async () => {
  const { body } = await ask('POST', '', linen)
  const elsewhere = await newAssistant()
  for (const [method, change] of [['GET'], ['DELETE'], ['PATCH', { title: 'Mine' }]] as const)
    expect((await owner.visitor.ask(method, `${elsewhere}/${body.id}`, change)).status).toBe(404)
  expect((await ask('GET', `/${body.id}`)).body).toEqual(body)
})

test('pages of the list follow each other without loss or repetition', async () => {
  owner.documents = await newAssistant()
  const titles = Array.from({ length: 45 }, (_, n) => `Page ${n}`)
  for (const title of titles) await ask('POST', '', { ...linen, title })
  const seen: string[][] = []
  let next: string | null = ''
  while (next !== null && seen.length < 10) {
    const { body } = await ask('GET', next ? `?cursor=${next}` : '')
    seen.push(body.items.map((item: { title: string }) => item.title))
    next = body.next
  }
  expect(seen.map(page => page.length)).toEqual([20, 20, 5])
  expect(seen.flat()).toEqual(titles.toReversed())
})

test.each<[string, unknown]>([
  ['no title', { ...linen, title: '' }],
  ['an address that runs', { ...linen, url: 'javascript:alert(1)' }],
  ['no text', { ...linen, text: '' }],
  ['too long a text', { ...linen, text: 'x'.repeat(200_001) }],
  ['an odd language', { ...linen, language: 'English!' }],
  ['a NUL', { ...linen, text: 'a\0b' }],
  ['an id of its own', { ...linen, id: '0190a8b0-0000-7000-8000-000000000000' }],
  ['passages of its own', { ...linen, passages: 9 }],
])('a document with %s is refused', async (_, body) => {
  expect((await ask('POST', '', body)).body.code).toBe('invalid_request')
})

test.each([
  '?cursor=a&cursor=b',
  '?cursor=',
  '?other=x',
  `?cursor=${'x'.repeat(201)}`,
  '?cursor=abc',
  '?cursor=%ff',
])('an odd question is no fault: %s', async question => {
  expect((await ask('GET', question)).status).toBeLessThan(500)
})
