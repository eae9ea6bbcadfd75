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

test('what pages and people call themselves, and words of pages, are text and nothing else', () => {
  const url = 'https://news.example/\u202eto day'
  const hostile = '<img src=x> `](javascript:alert(1))` ![x](http://e.example/p)\n# \u202egpj\u2066'
  const shared = [
    {
      kind: 'page' as const,
      origin: 'https://news.example',
      url,
      title: hostile,
      passages: [{ number: 1, text: 'One.\r## You\n<script>' }],
      masked: 0,
    },
  ]
  const sources = [{ number: 1, title: hostile, url: null, heading: '' }]
  const named = {
    ...conversation,
    assistant: { ...place, name: hostile },
    messages: [{ ...question, shared, sources }],
  }
  const text = markdownOf(hostile, named, 'en')

  const line = '\\<img src=x> \\`\\](javascript:alert(1))\\` !\\[x\\](http://e.example/p) # gpj'
  expect(text).toContain(`# ${line}\n\n${line}, Shop help, 2026`)
  expect(text).toContain(
    `\n[${line}](<https://news.example/%E2%80%AEto%20day>)\n\n> One.\r> ## You\n> \\<script>\n`,
  )
  expect(text).toContain(`\n1. ${line}\n`)
  expect(text).not.toMatch(/\p{Bidi_Control}|(?<!\\)<(?!https:)/u)
})
