import { expect, test } from 'vitest'
import { loadWords } from './words.ts'

test.each([
  ['de-AT', 'de'],
  ['DE', 'de'],
  ['en-GB', 'en'],
  ['ja', 'en'],
  ['constructor', 'en'],
])('%s is spoken to in %s', async (tag, language) => {
  expect((await loadWords(tag)).language).toBe(language)
})

test('what the stores and menus show is short enough', async () => {
  for (const language of ['en', 'de']) {
    const { store } = await loadWords(language)
    expect(store.description.length, 'the Chrome Web Store takes 132').toBeLessThanOrEqual(132)
    expect(store.name.length).toBeLessThanOrEqual(45)
    for (const menu of [store.menu_selection, store.menu_explain]) expect(menu).toContain('%s')
  }
})
