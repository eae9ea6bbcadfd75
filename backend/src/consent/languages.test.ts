import type { PublicAssistant } from '@atavus/contract/chat'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unlimited } from '../chat/testing/talk.ts'
import { assistantOf, shopOrigin, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { noticeLanguages } from './notice.ts'
import words from './words.json' with { type: 'json' }

let here: TestWorld
let key: string

beforeAll(async () => {
  here = await testWorld({ limits: unlimited })
  const made = await assistantOf(await signUp(here), { retentionDays: 7 })
  key = made.key
})
afterAll(() => here.close())

/** Every text with where it stands, `own.where.quote`. */
const textsOf = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(Object(value)).flatMap(([name, inner]) =>
        textsOf(inner, path ? `${path}.${name}` : name),
      )
const english = textsOf(words.en)
const gaps = (text: string) => [...text.matchAll(/\{\w+\}|DeepSeek/g)].map(([gap]) => gap)
/** How often a text names what has to be filled in, and whom it warns of. */
const named = (text: string) => [...new Set(gaps(text))].sort()
const sentences = (text: string) => text.match(/[.؟?!](?=\s|$)/g)?.length ?? 0

test('the notice is written in seven languages', () => {
  expect(noticeLanguages).toEqual(['en', 'de', 'es', 'fr', 'it', 'nl', 'ar'])
})

test.each(noticeLanguages)(
  'in %s the notice has every sentence, and names what the English names',
  language => {
    const texts = new Map(textsOf(words[language]))
    expect([...texts.keys()]).toEqual(english.map(([path]) => path))
    for (const [path, text] of english) {
      const said = texts.get(path) ?? ''
      expect(said.trim(), path).not.toBe('')
      expect(named(said), path).toEqual(named(text))
      expect(sentences(said), `${path}: ${said}`).toBe(sentences(text))
      if (language !== 'en') expect(said, path).not.toBe(text)
    }
  },
)

test.each(noticeLanguages)('in %s it is shown whole, and can be agreed to', async language => {
  const seen = await here.app.request(`/v1/chat/assistant?key=${key}&lang=${language}-XX`, {
    headers: { origin: shopOrigin },
  })
  const { notice } = (await seen.json()) as PublicAssistant
  expect(notice.language).toBe(language)
  expect(notice.paragraphs.join(' ')).not.toMatch(/[{}]|undefined/)
  expect(notice.paragraphs.join(' ')).toMatch(/\b7\b/)

  const agreed = await here.app.request('/v1/chat/consents', {
    method: 'POST',
    headers: { origin: shopOrigin, 'content-type': 'application/json' },
    body: JSON.stringify({
      key,
      notice: notice.hash,
      language,
      adult: true,
      purposes: { chat: true, history: false },
    }),
  })
  expect(agreed.status).toBe(201)
})

test('an Arabic sentence keeps what is written the other way apart', () => {
  for (const [path, text] of textsOf(words.ar))
    for (const [, before, after] of text.matchAll(/(.?)\{(?!days)\w+\}(.?)/g))
      expect(`${before}${after}`, path).toBe('\u2068\u2069')
})
