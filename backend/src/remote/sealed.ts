import type { MaskedValue } from '@atavus/anonymizer/restore'
import { open, seal } from '../lib/seal.ts'
import type { ChatMessage, PartedMessage } from '../models/model.ts'

/** How all that left for one answer is made from parts that are kept apart, and what its placeholders stand for. */
export interface SentContent {
  /** The request's body before and after its messages. */
  body: [before: string, after: string]
  /** The random word that fenced this prompt's passages: parts are kept without it, so that they are the same in others. */
  fence: string
  /** Each part by its name. */
  messages: PartedMessage[]
  masked: MaskedValue[]
}

/** What was kept before parts were: the messages whole, and nothing of the body around them. */
export interface WholeContent {
  messages: ChatMessage[]
  masked: MaskedValue[]
}

export const sealSent = (key: Buffer, reply: string, content: SentContent): Buffer =>
  seal(key, Buffer.from(JSON.stringify(content)), `sent:${reply}`)

export const openSent = (key: Buffer, reply: string, sealed: Uint8Array): SentContent | WholeContent =>
  JSON.parse(open(key, sealed, `sent:${reply}`).toString())

/** One part, bound to its name. */
export const sealPart = (key: Buffer, name: string, part: string): Buffer =>
  seal(key, Buffer.from(part), `part:${name}`)

export const openPart = (key: Buffer, name: string, sealed: Uint8Array): string =>
  open(key, sealed, `part:${name}`).toString()

export const sealValues = (key: Buffer, reply: string, values: MaskedValue[]): Buffer =>
  seal(key, Buffer.from(JSON.stringify(values)), `masked:${reply}`)

export const openValues = (key: Buffer, reply: string, sealed: Uint8Array): MaskedValue[] =>
  JSON.parse(open(key, sealed, `masked:${reply}`).toString())
