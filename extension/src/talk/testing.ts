import type { ChatEvent } from '@atavus/contract/events'
import { dice, eventStream, hurried, problem } from '@atavus/widget/client/testing.ts'
import { sender } from '../client/wire.ts'
import { shelfInMemory } from '../lib/testing.ts'
import type { OwnAssistant } from '../own/checked.ts'
import { createOwn } from '../own/own.ts'
import type { Page } from '../page/page.ts'
import { createKept } from './kept.ts'
import { openTalk } from './talk.ts'

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
  const kept = createKept(disk, memory, 'device', 'helper')
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

export const twoShelves = () => ({ disk: shelfInMemory(), memory: shelfInMemory() })
