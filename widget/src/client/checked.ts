import type {
  ConsentGiven,
  Conversation,
  Erased,
  Message,
  Notice,
  PublicAssistant,
  TokenRenewed,
  VisitorConversation,
  Withdrawn,
} from '@atavus/contract/chat'
import type { ChatEvent, Sent, Source, Whereabouts } from '@atavus/contract/events'
import { Problem } from './problem.ts'

// Nothing from the wire is drawn before it is known to be what it should be: a renderer takes an object where
// text should stand for an element (CVE-2026-22028). These take anything and give the value, or throw `broken`.

export type Check<T> = (value: unknown) => T

function fail(): never {
  throw new Problem('broken')
}
export const text: Check<string> = value => (typeof value === 'string' ? value : fail())
export const number: Check<number> = value => (typeof value === 'number' ? value : fail())
export const yes: Check<boolean> = value => value === true
export const list =
  <T>(check: Check<T>): Check<T[]> =>
  value =>
    Array.isArray(value) ? value.map(check) : fail()
export const maybe =
  <T>(check: Check<T>): Check<T | null> =>
  value =>
    value === null || value === undefined ? null : check(value)
export const shape =
  <T>(fields: { [K in keyof T]: Check<T[K]> }): Check<T> =>
  value => {
    if (typeof value !== 'object' || value === null) fail()
    const names = Object.keys(fields) as (keyof T)[]
    return Object.fromEntries(
      names.map(name => [name, fields[name]((value as Record<keyof T, unknown>)[name])]),
    ) as T
  }

const cited = shape<Omit<Source, 'passage'>>({ number, title: text, url: maybe(text), heading: text })
const source: Check<Source> = value => {
  const { passage } = Object(value)
  return { ...cited(value), ...(typeof passage === 'number' && { passage }) }
}
const sent: Check<Sent> = shape({
  recipient: text,
  country: text,
  words: text,
  masked: list(shape({ kind: text as Check<Sent['masked'][number]['kind']>, count: number })),
  special: list(text as Check<Sent['special'][number]>),
  passages: list(text),
})
const whereabouts: Check<Whereabouts> = shape({
  model: text as Check<Whereabouts['model']>,
  where: text as Check<Whereabouts['where']>,
  fallback: yes,
  because: maybe(text as Check<NonNullable<Whereabouts['because']>>),
  sent: maybe(sent),
})
export const notice: Check<Notice> = shape({
  hash: text,
  language: text,
  title: text,
  paragraphs: list(text),
  adult: text,
  history: text,
  agree: text,
  refuse: text,
  remote: maybe(shape({ with: text, without: text })),
  retentionDays: number,
  policyUrl: text,
})
export const message: Check<Message> = shape({
  id: text,
  role: value => (value === 'visitor' ? 'visitor' : 'assistant'),
  answers: maybe(text),
  text,
  at: text,
  deletedAt: text,
  sources: list(source),
  whereabouts: maybe(whereabouts),
  end: maybe(text as Check<NonNullable<Message['end']>>),
  code: maybe(text as Check<NonNullable<Message['code']>>),
  thumb: maybe(text as Check<NonNullable<Message['thumb']>>),
})
export const conversation: Check<Conversation> = shape({
  id: text,
  startedAt: text,
  lastAt: text,
  deletedAt: text,
  messages: list(message),
})

export const publicAssistant: Check<PublicAssistant> = shape({
  name: text,
  greeting: text,
  suggestions: list(text),
  accent: text,
  notice,
  preview: yes,
})
export const consentGiven: Check<ConsentGiven> = shape({
  consent: text,
  receipt: text,
  token: text,
  tokenExpiresAt: text,
})
export const tokenRenewed: Check<TokenRenewed> = shape({ token: text, tokenExpiresAt: text })
/** A visitor's latest conversation; what they objected to is for whoever asks for it (`objections`). */
export type Remembered = Omit<VisitorConversation, 'objections'>
export const visitorConversation: Check<Remembered> = shape({
  conversation: maybe(conversation),
  running: maybe(text),
})
export const objections: Check<{ objections: string[] }> = shape({ objections: list(text) })
export const erased: Check<Erased> = shape({
  conversations: number,
  messages: number,
  receipt: text,
  held: number,
})
export const withdrawn: Check<Withdrawn> = shape({ withdrawnAt: text, deleted: maybe(erased), held: yes })

export const requestOpened: Check<{ due: string }> = shape({ due: text })

/** What is needed of the export: the whole of it goes into a file as it came. */
export const receipts: Check<{
  consents: { givenAt: string; withdrawnAt: string | null; receipt: string }[]
}> = shape({
  consents: list(shape({ givenAt: text, withdrawnAt: maybe(text), receipt: text })),
})

const events: { [T in ChatEvent['type']]: Check<Extract<ChatEvent, { type: T }>> } = {
  start: shape({
    type: () => 'start' as const,
    message: text,
    reply: text,
    conversation: text,
    deletedAt: text,
  }),
  text: shape({ type: () => 'text' as const, text }),
  source: shape({ type: () => 'source' as const, source }),
  notice: shape({ type: () => 'notice' as const, notice: whereabouts }),
  done: shape({
    type: () => 'done' as const,
    end: text as Check<'complete' | 'truncated' | 'refused'>,
  }),
  stopped: () => ({ type: 'stopped' }),
  error: shape({
    type: () => 'error' as const,
    code: text as Check<Extract<ChatEvent, { type: 'error' }>['code']>,
  }),
}

/** One event of a stream from its JSON; null if it is of a kind that this version does not know. */
export function chatEvent(json: string): ChatEvent | null {
  const value: unknown = JSON.parse(json)
  const type = Object(value).type
  return Object.hasOwn(events, type) ? events[type as ChatEvent['type']](value) : null
}
