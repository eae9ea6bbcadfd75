import { expect, test } from 'vitest'
import { commandOf, fitting, nameOf } from './prompts.ts'

const prompts = [
  { name: 'summarize', text: 'Summarize {page}.' },
  { name: 'translate', text: 'Translate {selection} into {language}. {input}' },
  { name: 'Mail', text: 'Write a mail about {input}, in {language}' },
  { name: 'compare', text: 'Compare {selection} with the rest of {page}.' },
  { name: 'short', text: 'Be short.' },
  { name: 'bare', text: 'Say {constructor}.' },
]
const variables = { page: 'this page', selection: 'the selection', language: 'English' }

test.each([
  ['/summarize', { needs: ['page'], question: 'Summarize this page.' }],
  ['/summarize only prices', { needs: ['page'], question: 'Summarize this page. only prices' }],
  ['/translate', { needs: ['selection'], question: 'Translate the selection into English.' }],
  [
    '/TRANSLATE Keep names.',
    { needs: ['selection'], question: 'Translate the selection into English. Keep names.' },
  ],
  [
    '/compare',
    { needs: ['selection', 'page'], question: 'Compare the selection with the rest of this page.' },
  ],
  ['/mail a kettle', { needs: [], question: 'Write a mail about a kettle, in English' }],
  ['/mail {page} {language}', { needs: [], question: 'Write a mail about {page} {language}, in English' }],
  ['/mail {constructor}', { needs: [], question: 'Write a mail about {constructor}, in English' }],
  ['/bare', { needs: [], question: 'Say {constructor}.' }],
  ['/short Why?', { needs: [], question: 'Be short. Why?' }],
])('%s', (typed, command) => {
  expect(commandOf(typed, prompts, variables)).toEqual(command)
})

test.each(['summarize', '/unknown', 'a /summarize', '/', '', '/constructor'])('%j is no command', typed => {
  expect(commandOf(typed, prompts, variables)).toBeNull()
})

test('while a name is typed those that fit are offered', () => {
  const names = (typed: string) => fitting(typed, prompts).map(({ name }) => name)
  expect(names('/')).toHaveLength(6)
  expect(names('/s')).toEqual(['summarize', 'short'])
  expect(names('/m')).toEqual(['Mail'])
  expect(names('/summarize now')).toEqual([])
  expect(names('What is 1/s')).toEqual([])
})

test('a name can be typed after a slash', () => {
  expect([' my prompt ', '//mail', '  '].map(nameOf)).toEqual(['my-prompt', 'mail', ''])
})
