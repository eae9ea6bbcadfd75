import { randomUUID } from 'node:crypto'
import type { Kind } from './load.ts'
import { origin, type PreparedVisitor } from './prepare.ts'
import { questions } from './words.ts'

/** The bytes of one visitor's question, for our server or for the pass-through, which wants nobody's word. */
export function askingOf(kind: Kind, visitor: PreparedVisitor, turn: number, conversation?: string): Buffer {
  const text = questions[turn % questions.length] ?? ''
  const body = JSON.stringify({ id: randomUUID(), text, ...(conversation && { conversation }) })
  const lines = [
    `POST ${kind === 'ours' ? '/v1/chat/messages' : '/'} HTTP/1.1`,
    'Host: localhost:4600',
    `Origin: ${origin}`,
    `Authorization: Bearer ${visitor.token}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)
}
