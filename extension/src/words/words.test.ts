import { languages as spoken } from '@atavus/widget/chat/words/languages.ts'
import { expect, test } from 'vitest'
import { nameOf } from '../prompts/prompts.ts'
import { languages, loadWords } from './words.ts'

test.each([
  ['de-AT', 'de'],
  ['DE', 'de'],
  ['en-GB', 'en'],
  ['ar-EG', 'ar'],
  ['pt-BR', 'en'],
  ['ja', 'en'],
  ['constructor', 'en'],
])('%s is spoken to in %s', async (tag, language) => {
  expect((await loadWords(tag)).words.language).toBe(language)
})

test('what the stores and menus show is short enough', async () => {
  for (const language of languages) {
    const { store } = (await loadWords(language)).words
    expect(store.description.length, 'the Chrome Web Store takes 132').toBeLessThanOrEqual(132)
    expect(store.name.length).toBeLessThanOrEqual(45)
    for (const menu of [store.menu_selection, store.menu_explain]) expect(menu).toContain('%s')
  }
})

test('the panel speaks every language of the chat in it, and no other', () => {
  expect([...languages].sort()).toEqual([...spoken].sort())
})

test.each(languages)(
  'in %s nothing is left empty, and what stands in for something is there',
  async language => {
    const { words, chat } = await loadWords(language)
    expect([words.language, chat.language]).toEqual([language, language])
    for (const text of saidIn(words)) expect(text.trim(), text).not.toMatch(/^$|undefined/)
    const english = (await loadWords('en')).words.prompts
    const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).sort()
    expect(gaps(words.prompts.hint)).toEqual(gaps(english.hint))
    expect(words.prompts.given.map(({ text }) => gaps(text))).toEqual(
      english.given.map(({ text }) => gaps(text)),
    )
    for (const { name } of words.prompts.given) expect(nameOf(name), 'can be typed after a slash').toBe(name)
  },
)

/** Everything that words can say, with something for each gap. */
function saidIn(words: object): string[] {
  return Object.values(words).flatMap((value): string[] => {
    if (typeof value === 'string') return [value]
    if (typeof value === 'function') return [String(value(3, 3, '3'))]
    return saidIn(value)
  })
}
