import type { ChatEvent } from '@atavus/contract/events'
import { dice, eventStream, hurried, message, problem } from '@atavus/widget/client/testing.ts'
import { sender } from '../client/wire.ts'
import type { Shelf } from '../lib/shelf.ts'
import { shelfInMemory } from '../lib/testing.ts'
import type { OwnAssistant } from '../own/checked.ts'
import { createOwn } from '../own/own.ts'
import type { Page } from '../page/page.ts'
import { createKept } from './kept.ts'
import { openTalk, type Talk } from './talk.ts'

export const conversation = '00000000-0000-4000-8000-00000000000c'
const forever = '9999-12-31T00:00:00.000Z'

export const assistant: OwnAssistant = {
  id: 'helper',
  name: 'Helper',
  greeting: 'Hello',
  suggestions: [],
  accent: '#336699',
  workspace: { id: 'w', name: 'Kettles' },
  consent: { standing: true, remote: false },
  notice: {
    hash: 'a'.repeat(64),
    language: 'en',
    title: 'Before you write',
    paragraphs: ['A machine.'],
    adult: 'I am 18',
    history: 'Keep',
    agree: 'Yes',
    refuse: 'No',
    remote: null,
    retentionDays: 30,
    policyUrl: 'https://atavus.example/privacy',
  },
}

export interface Call {
  method: string
  path: string
  body: Record<string, unknown>
}
type Answer = (call: Call) => Response | undefined | Promise<Response | undefined>

export function answerOf(message: string, words: string[]): ChatEvent[] {
  return [
    {
      type: 'start',
      message,
      reply: '00000000-0000-4000-8000-00000000000a',
      conversation,
      deletedAt: forever,
    },
    ...words.map(text => ({ type: 'text' as const, text })),
    { type: 'done', end: 'complete' },
  ]
}

export const stream = (events: ChatEvent[], breaks = false) => eventStream(events, 0, dice(3), breaks)
export { problem }

/** A talk on a server that answers by its path; what a test does not say is answered as usual. */
export function begin(
  answer: Answer = () => undefined,
  given: Partial<OwnAssistant> = {},
  shelves = twoShelves(),
  window = 1,
) {
  const calls: Call[] = []
  const usual = ({ path, body }: Call): Response => {
    if (path.endsWith('/messages')) return stream(answerOf(String(body.id), ['Yes.']))
    if (path.endsWith('/consent')) return Response.json({}, { status: 201 })
    return path.endsWith('/stop') ? new Response(null, { status: 204 }) : problem(404, 'not_found')
  }
  const send = sender(async (input, init) => {
    const path = String(input).replace('https://atavus.example/v1/own', '')
    const call = { method: init?.method ?? '', path, body: JSON.parse(String(init?.body ?? '{}')) }
    calls.push(call)
    return (await answer(call)) ?? usual(call)
  })
  const own = createOwn({
    server: 'https://atavus.example',
    send,
    access: async () => 'token',
    spoiled: async () => {},
    patience: hurried,
  })
  const { disk, memory } = shelves
  const kept = keptBy(disk, memory, window)
  const found = { ...assistant, ...given }
  const talk = openTalk({ own, assistant: found, refresh: async () => found, device: 'device', memory, kept })
  return { talk, calls, kept, shelves }
}

export const pageAt = (url: string): Page => ({
  url,
  title: 'Order',
  language: 'en',
  blocks: [],
  cut: false,
  selection: '',
  password: false,
  frame: false,
  reserved: false,
  pdf: false,
})

/** What is kept in one of the browser's two windows. */
export const keptBy = (disk: Shelf, memory: Shelf, own = 1) =>
  createKept(disk, memory, 'device', 'helper', { own, open: async () => [1, 2] })

export const twoShelves = () => ({ disk: shelfInMemory(), memory: shelfInMemory() })

export const shared = {
  kind: 'page' as const,
  origin: 'https://shop.example',
  url: 'https://shop.example/order',
  title: 'Order',
  passages: [{ number: 3, text: 'Write to [EMAIL_123456].' }],
  masked: 1,
}
export const values = [{ placeholder: '[EMAIL_123456]', kind: 'email' as const, value: 'anna@posteo.de' }]
const passages = [{ number: 3, text: 'Write to anna@posteo.de.' }]
const url = 'https://shop.example/order?x'
const page = {
  tab: 7,
  url,
  sent: shared.url,
  passages,
  page: pageAt(url),
  private: false,
}
export const sending = { text: 'Who?', context: [shared], values, lent: { pages: [page], context: [shared] } }
export const texts = (talk: Talk) => talk.chat().messages.map(({ text }) => text)

/** The server's view of a conversation with one question. */
export function found(id: string, words: string, running: string | null) {
  const answer = message('assistant', 'b', { answers: id, text: words, end: running ? null : 'complete' })
  return {
    id: conversation,
    startedAt: answer.at,
    lastAt: answer.at,
    deletedAt: answer.at,
    messages: [message('visitor', id, { text: 'Who?' }), answer].map(one => ({ ...one, shared: [] })),
    running,
    shared: false,
    readers: [],
    servers: 0,
  }
}
