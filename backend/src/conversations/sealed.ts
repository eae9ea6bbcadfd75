import type { ChatEvent, Source } from '@atavus/contract/events'
import { open, seal } from '../lib/seal.ts'

/** An answer's events from the first; bare strings are its `text` events, which are most of them. */
export type KeptEvent =
  | string
  | Exclude<ChatEvent, { type: 'text' | 'source' }>
  | { type: 'source'; source: KeptSource }

/** A passage of a shared page is kept by the page's row, which alone says what it is: with the row its name is gone. */
export type KeptSource = Source | { number: number; passage: number; page: string }

export const wrapConversationKey = (workspaceKey: Buffer, conversation: string, key: Buffer): Buffer =>
  seal(workspaceKey, key, `conversation:${conversation}`)

export const unwrapConversationKey = (
  workspaceKey: Buffer,
  conversation: string,
  sealed: Uint8Array,
): Buffer => open(workspaceKey, sealed, `conversation:${conversation}`)

/** A visitor's words, bound to the message's id in its conversation. */
export const sealQuestion = (key: Buffer, message: string, text: string): Buffer =>
  seal(key, Buffer.from(text), `question:${message}`)

export const openQuestion = (key: Buffer, message: string, sealed: Uint8Array): string =>
  open(key, sealed, `question:${message}`).toString()

/** A whole answer, bound to its reply's id. */
export const sealAnswer = (key: Buffer, reply: string, events: KeptEvent[]): Buffer =>
  seal(key, Buffer.from(JSON.stringify(events)), `answer:${reply}`)

export const openAnswer = (key: Buffer, reply: string, sealed: Uint8Array): KeptEvent[] =>
  JSON.parse(open(key, sealed, `answer:${reply}`).toString())

/** Some events of a running answer, bound to their place in it. */
export const sealBatch = (key: Buffer, reply: string, firstSeq: number, events: KeptEvent[]): Buffer =>
  seal(key, Buffer.from(JSON.stringify(events)), `batch:${reply}:${firstSeq}`)

export const openBatch = (key: Buffer, reply: string, firstSeq: number, sealed: Uint8Array): KeptEvent[] =>
  JSON.parse(open(key, sealed, `batch:${reply}:${firstSeq}`).toString())

/** What was shared of a page: where it stands (`page`) or its passages, bound to its row. */
export const sealPage = (key: Buffer, id: string, part: 'page' | 'passages', content: object): Buffer =>
  seal(key, Buffer.from(JSON.stringify(content)), `${part}:${id}`)

/** Gives what `sealPage` took. */
export const openPage = <T>(key: Buffer, id: string, part: 'page' | 'passages', sealed: Uint8Array): T =>
  JSON.parse(open(key, sealed, `${part}:${id}`).toString())

export const answerText = (events: KeptEvent[]): string =>
  events.filter(event => typeof event === 'string').join('')
