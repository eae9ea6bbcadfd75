import type { Message, PublicAssistant } from '@atavus/contract/chat'
import type { ChatEvent } from '@atavus/contract/events'
import type { Patience } from './patience.ts'

export const assistant: PublicAssistant = {
  name: 'Helper',
  greeting: 'Hello',
  suggestions: ['How?'],
  accent: '#336699',
  preview: false,
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
    policyUrl: 'https://shop.example/privacy',
  },
}

export const reply = '00000000-0000-4000-8000-00000000000a'
export const conversation = '00000000-0000-4000-8000-00000000000c'
export const deletedAt = '2026-08-01T00:00:00.000Z'

/** The events of an answer of so many words to a message. */
export function answerTo(message: string, words: string[]): ChatEvent[] {
  return [
    { type: 'start', message, reply, conversation, deletedAt },
    {
      type: 'notice',
      notice: { model: 'quote', where: 'server', fallback: false, because: null, sent: null },
    },
    ...words.map(text => ({ type: 'text' as const, text })),
    { type: 'source', source: { number: 1, title: 'One', url: null, heading: '' } },
    { type: 'done', end: 'complete' },
  ]
}

/** Numbers that look random and are the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed * 7919 + 1
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
}

/** Nobody waits in a test. */
export const hurried: Patience & { paused: number[] } = {
  paused: [],
  online: () => true,
  random: () => 0.5,
  pause: async ms => void hurried.paused.push(ms),
}

/** A stream of events as the server writes them, from `first` on, cut into pieces and perhaps broken off. */
export function eventStream(
  events: ChatEvent[],
  first: number,
  roll: () => number,
  breaks: boolean,
): Response {
  const text = events
    .map((event, index) => `id: ${reply}:${index + 1}\ndata: ${JSON.stringify(event)}\n\n`)
    .slice(first)
    .join(': still here\n\n')
  const bytes = new TextEncoder().encode(`: hello\n\n${text}`)
  const end = breaks ? Math.floor(roll() * bytes.length) : bytes.length
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= end) {
        if (breaks && roll() < 0.5) controller.error(new TypeError('Load failed'))
        else controller.close()
        return
      }
      const next = Math.min(end, at + 1 + Math.floor(roll() * 40))
      controller.enqueue(bytes.slice(at, next))
      at = next
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

export function problem(status: number, code: string, retryAfter?: number): Response {
  const body = { type: 'about:blank', title: code, status, code, ...(retryAfter ? { retryAfter } : {}) }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
}

export function message(role: Message['role'], id: string, more: Partial<Message> = {}): Message {
  return {
    id,
    role,
    answers: null,
    text: '',
    at: deletedAt,
    deletedAt,
    sources: [],
    whereabouts: null,
    end: null,
    code: null,
    thumb: null,
    ...more,
  }
}
