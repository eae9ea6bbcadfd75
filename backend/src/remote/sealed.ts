import type { MaskedValue } from '@atavus/anonymizer/restore'
import { open, seal } from '../lib/seal.ts'
import type { ChatMessage } from '../models/model.ts'

/** All that left for one answer, and what its placeholders stand for. */
export interface SentContent {
  messages: ChatMessage[]
  masked: MaskedValue[]
}

export const sealSent = (key: Buffer, reply: string, content: SentContent): Buffer =>
  seal(key, Buffer.from(JSON.stringify(content)), `sent:${reply}`)

export const openSent = (key: Buffer, reply: string, sealed: Uint8Array): SentContent =>
  JSON.parse(open(key, sealed, `sent:${reply}`).toString())

export const sealValues = (key: Buffer, reply: string, values: MaskedValue[]): Buffer =>
  seal(key, Buffer.from(JSON.stringify(values)), `masked:${reply}`)

export const openValues = (key: Buffer, reply: string, sealed: Uint8Array): MaskedValue[] =>
  JSON.parse(open(key, sealed, `masked:${reply}`).toString())
