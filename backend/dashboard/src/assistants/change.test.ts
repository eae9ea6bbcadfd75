import type { Assistant } from '@atavus/contract/console'
import { expect, test } from 'vitest'
import { changeIn, isChanged } from './change.ts'

const assistant: Assistant = {
  id: '01930000-0000-7000-8000-000000000010',
  name: 'Shop guide',
  greeting: 'Hello',
  instructions: '',
  suggestions: ['How long?'],
  model: 'quote',
  quoteFallback: true,
  localFallback: false,
  secondLook: true,
  regions: ['DE'],
  publicContacts: ['hello@shop.example'],
  accent: '#0b6b5d',
  retentionDays: 30,
  controllerName: 'The shop',
  controllerContact: 'privacy@shop.example',
  controllerAddress: '',
  addedNotice: '',
  origins: ['https://shop.example'],
  messagesPerDay: 500,
  tokensPerDay: 1000,
  inputTokens: 6000,
  answerTokens: 800,
  answersAtOnce: 20,
  key: 'atv_pk_x',
  tag: '<script></script>',
  createdAt: '2026-11-23T00:00:00Z',
  updatedAt: '2026-11-23T00:00:00Z',
  identitySince: null,
  today: { messages: 0, tokens: 0 },
}

function filled(changes: Record<string, string | string[] | null> = {}) {
  const form = new FormData()
  const { quoteFallback, localFallback, secondLook, ...rest } = assistant
  const boxes = { quoteFallback, localFallback, secondLook }
  const ticked = Object.entries(boxes).map(([name, yes]) => [name, yes ? 'on' : null])
  const fields = { ...rest, ...Object.fromEntries(ticked), ...changes }
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== null) form.append(name, String(one))
  }
  return form
}

test('an untouched form changes nothing', () => {
  expect(changeIn(filled(), assistant)).toEqual({})
  expect(isChanged(changeIn(filled(), assistant))).toBe(false)
})

test.each([
  { typed: { name: ' Guide ' }, change: { name: 'Guide' } },
  { typed: { answersAtOnce: '5' }, change: { answersAtOnce: 5 } },
  { typed: { retentionDays: '7' }, change: { retentionDays: 7 } },
  { typed: { quoteFallback: null }, change: { quoteFallback: false } },
  { typed: { localFallback: 'on', secondLook: null }, change: { localFallback: true, secondLook: false } },
  { typed: { regions: ['DE', 'AT', 'DE', ''] }, change: { regions: ['DE', 'AT'] } },
  { typed: { accent: '#0B6B5D' }, change: {} },
  { typed: { suggestions: ['How long?', '  ', 'How long?'] }, change: {} },
  { typed: { origins: [] }, change: { origins: [] } },
  {
    typed: { origins: ['https://b.example', 'https://shop.example'] },
    change: { origins: ['https://b.example', 'https://shop.example'] },
  },
  {
    typed: { model: 'ollama', instructions: ' Be kind.\n' },
    change: { model: 'ollama', instructions: ' Be kind.\n' },
  },
])('only what differs is sent: $change', ({ typed, change }) => {
  expect(changeIn(filled(typed), assistant)).toEqual(change)
})
