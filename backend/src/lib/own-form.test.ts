import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Door } from './door.ts'
import { ownForm } from './own-form.ts'
import { Refusal } from './refusal.ts'

const url = 'https://chat.example'
const app = new Hono<Door>()
app.post('/', async c => c.text((await ownForm(c, url)).get('words') ?? ''))
app.onError((error, c) => c.text(error instanceof Refusal ? error.code : 'thrown', 400))
const said = async (headers: Record<string, string>, type = 'application/x-www-form-urlencoded') =>
  (
    await app.request('/', {
      method: 'POST',
      headers: { 'content-type': type, ...headers },
      body: 'words=good+day%00',
    })
  ).text()

test('a form of ours is read, also by a browser that hides the origin as our pages ask it to', async () => {
  expect(await said({ origin: url, 'sec-fetch-site': 'same-origin' })).toBe('good day')
  expect(await said({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe('good day')
  expect(await said({ origin: 'null' })).toBe('good day')
  expect(await said({})).toBe('good day')
})

test('a form of another site, and what is no form, are refused', async () => {
  expect(await said({ origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe('origin_not_allowed')
  expect(await said({ origin: 'null', 'sec-fetch-site': 'same-site' })).toBe('origin_not_allowed')
  expect(await said({ origin: 'https://evil.example' })).toBe('origin_not_allowed')
  expect(await said({ origin: url }, 'text/plain')).toBe('unsupported_media_type')
})
