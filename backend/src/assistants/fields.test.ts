import { expect, test } from 'vitest'
import { assistantFrom, changeFrom } from './fields.ts'

const least = { name: 'Fenn', controllerName: 'Fennel & Fjord', controllerContact: 'privacy@shop.example' }

test('a new assistant quotes, keeps thirty days, and welcomes no site', () => {
  expect(assistantFrom(least)).toEqual({
    ...least,
    greeting: '',
    instructions: '',
    suggestions: [],
    model: 'quote',
    quoteFallback: false,
    accent: '#2b5d4f',
    retentionDays: 30,
    controllerAddress: '',
    addedNotice: '',
    localFallback: false,
    secondLook: false,
    regions: [],
    publicContacts: [],
    origins: [],
    messagesPerDay: 1000,
    tokensPerDay: 500_000,
    inputTokens: 8000,
    answerTokens: 1024,
    answersAtOnce: 50,
  })
})

test('what is given stands, also when it is nothing', () => {
  expect(assistantFrom({ ...least, messagesPerDay: 0, suggestions: [], model: 'ollama' })).toMatchObject({
    messagesPerDay: 0,
    suggestions: [],
    model: 'ollama',
  })
})

test('a change holds what was given and nothing else, an origin once', () => {
  expect(changeFrom({})).toEqual({})
  expect(changeFrom({ greeting: '', name: undefined } as object)).toEqual({ greeting: '' })
  expect(changeFrom({ origins: ['https://b.example', 'https://a.example', 'https://b.example'] })).toEqual({
    origins: ['https://b.example', 'https://a.example'],
  })
})
