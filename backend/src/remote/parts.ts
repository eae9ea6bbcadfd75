import { createHash, createHmac } from 'node:crypto'
import { joined } from '../models/compose.ts'
import type { ChatMessage, PartedMessage } from '../models/model.ts'
import type { Prepared } from './outgoing.ts'
import type { PartRow } from './queries.ts'
import { openPart, type SentContent, sealPart, sealSent, type WholeContent } from './sealed.ts'

/** What left, as its owner reads it. */
export interface Rebuilt {
  messages: ChatMessage[]
  /** Byte for byte what the request's body was; null of what left before bodies were kept. */
  body: string | null
}

export const bodyHash = (body: string): Buffer => createHash('sha256').update(body).digest()

/**
 * Takes a prompt apart for keeping: each part once, and what a body of them is made from again. Throws when the body
 * does not hold the messages as JSON: what cannot be made again must not leave.
 */
export function takenApart(
  key: Buffer,
  reply: string,
  { messages, parted, fence, values }: Pick<Prepared, 'messages' | 'parted' | 'fence' | 'values'>,
  body: string,
): { sealed: Buffer; parts: PartRow[] } {
  const parts = new Map<string, PartRow>()
  const named = replaced(parted, part => {
    const { hash, sealed } = kept(key, unfenced(part, fence))
    const name = nameOf(hash)
    parts.set(name, { hash, sealed })
    return name
  })
  const content = { body: around(body, JSON.stringify(messages)), fence, messages: named, masked: values }
  return { sealed: sealSent(key, reply, content), parts: [...parts.values()] }
}

/** The hashes of all parts that a prompt was made from. */
export const hashesOf = (content: SentContent | WholeContent): Buffer[] =>
  isWhole(content) ? [] : content.messages.flatMap(({ pieces }) => pieces.flatMap(hashIn))

/** Puts together what left; undefined when a part has gone meanwhile. */
export function rebuilt(
  key: Buffer,
  content: SentContent | WholeContent,
  rows: readonly PartRow[],
): Rebuilt | undefined {
  if (isWhole(content)) return { messages: content.messages, body: null }
  const sealed = new Map(rows.map(row => [nameOf(row.hash), row.sealed]))
  if (!hashesOf(content).every(hash => sealed.has(nameOf(hash)))) return undefined
  const open = (name: string) => fenced(openPart(key, name, sealed.get(name)!), content.fence)
  const messages = joined(replaced(content.messages, open))
  const [before, after] = content.body
  return { messages, body: before + JSON.stringify(messages) + after }
}

/** The hash of a prompt's question, its last piece; undefined where it was kept whole. */
export const questionOf = (content: SentContent | WholeContent): Buffer | undefined =>
  isWhole(content) ? undefined : content.messages.at(-1)?.pieces.slice(-1).flatMap(hashIn)[0]

/** The visitor's question as it left, from its part. A question bears no fence: nobody could guess it. */
export const openQuestion = (key: Buffer, { hash, sealed }: PartRow): string =>
  fenced(openPart(key, nameOf(hash), sealed), '')

const isWhole = (content: SentContent | WholeContent): content is WholeContent => !('body' in content)
const nameOf = (hash: Buffer): string => hash.toString('base64url')

function hashIn(piece: PartedMessage['pieces'][number]): Buffer[] {
  return typeof piece === 'string' ? [] : [Buffer.from(piece.part, 'base64url')]
}

/** Hashed under the conversation's key: the same words say nothing in another conversation, nor to who guesses them. */
function kept(key: Buffer, part: string): PartRow {
  const hash = createHmac('sha256', key).update(`part:${part}`).digest()
  return { hash, sealed: sealPart(key, nameOf(hash), part) }
}

const unfenced = (part: string, fence: string): string => JSON.stringify(part.split(fence))
const fenced = (part: string, fence: string): string => (JSON.parse(part) as string[]).join(fence)

const replaced = (messages: readonly PartedMessage[], change: (part: string) => string): PartedMessage[] =>
  messages.map(({ role, pieces }) => ({
    role,
    pieces: pieces.map(piece => (typeof piece === 'string' ? piece : { part: change(piece.part) })),
  }))

function around(body: string, messages: string): [before: string, after: string] {
  const at = body.indexOf(messages)
  if (at < 0) throw new TypeError('a body without its messages')
  return [body.slice(0, at), body.slice(at + messages.length)]
}
