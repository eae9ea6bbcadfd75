import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Door } from './door.ts'
import { askedLanguage } from './language.ts'

const app = new Hono<Door>().get('/', c => c.text(askedLanguage(c)))

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['de-AT', 'de'],
  ['de-DE,de;q=0.9,en;q=0.8', 'de'],
  ['en-GB,en;q=0.9,de;q=0.8', 'en'],
  ['fr,de;q=0.7,en;q=0.9', 'en'],
  ['fr-CA,DE;q=0.2', 'de'],
  ['de;q=0,en;q=0.1', 'en'],
  ['fr,*', 'en'],
  ['de;q=x', 'en'],
  [';;,,q=', 'en'],
])('of "%s" we write %s', async (header, language) => {
  const answer = await app.request('/', {
    headers: header === undefined ? {} : { 'accept-language': header },
  })
  expect(await answer.text()).toBe(language)
})
