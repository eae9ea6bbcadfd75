import type { OwnConversation } from '@atavus/contract/own'
import { expect, test } from 'vitest'
import { noticeLanguages } from '../consent/notice.ts'
import { markdownOf } from './markdown.ts'

const at = '2026-11-20T12:00:00.000Z'
const place = { id: '00000000-0000-4000-8000-000000000001', name: 'Shop help' }
const question: OwnConversation['messages'][number] = {
  id: '00000000-0000-4000-8000-000000000002',
  role: 'visitor',
  answers: null,
  text: '?',
  at,
  deletedAt: at,
  sources: [],
  whereabouts: null,
  end: null,
  code: null,
  thumb: null,
  shared: [],
}
const conversation: OwnConversation = {
  id: '00000000-0000-4000-8000-000000000003',
  startedAt: at,
  lastAt: at,
  deletedAt: at,
  assistant: place,
  workspace: place,
  shared: false,
  messages: [question],
  running: null,
  readers: [],
  servers: 0,
  holds: [],
}
const who = (language: string) => /^## (.+), 2026/m.exec(markdownOf('', conversation, language))?.[1]

test('whoever asked is addressed in the language of the conversation', () => {
  expect(new Set(noticeLanguages.map(who)).size).toBe(noticeLanguages.length)
  expect(['de', 'de-AT', 'ar-EG', 'pt'].map(who)).toEqual(['Sie', 'Sie', 'أنت', 'You'])
})
