import type { Policy } from '../assistants/policies.ts'
import type { Passage } from '../knowledge/passage.ts'
import { Refusal } from '../lib/refusal.ts'
import type { LocalModel, RemoteModel } from '../models/model.ts'
import { maskingAdds } from '../remote/outgoing.ts'

/** UTF-8 bytes of passages that a model which costs tokens is given at most: so much the budget reserves. */
const passageBytes = 7200
/** What the prompt adds to instructions, passages and words of its own: rules, fences, frames. */
const promptFrame = 2500
/** What the prompt adds around each passage, beside title, heading and text: its number, a fence on both sides, `›`. */
const passageFrame = 80
/** Our own count of tokens: so many UTF-8 bytes are one, leaning upwards (see models/tokens.ts). */
const bytesPerToken = 3
const noEnd = 2 ** 31 - 1

/** What a prompt may take, in UTF-8 bytes. */
export interface Room {
  /** Instructions, question and frame: without them there is no prompt. */
  fixed: number
  passages: number
  /** What is shared of pages, as far as it fits: it is counted with what is fixed. */
  shared: Passage[]
  /** Earlier messages as they are kept, which is more than what is taken along of them. */
  history: number
}

/**
 * The room for a question to an assistant: of what its owner lets a prompt cost, instructions and question come first,
 * then what is shared of pages, then passages, then history. A model that costs nothing takes what there is. Refuses with
 * `too_large` what would not fit even alone, and where nothing fits of what is shared.
 */
export function roomFor(
  { instructions, inputTokens }: Policy,
  question: string,
  model: LocalModel | RemoteModel | undefined,
  pages: Passage[] = [],
): Room {
  if (!model?.metered) return { fixed: 0, passages: noEnd, shared: pages, history: noEnd }
  const asked = Buffer.byteLength(question)
  const masking = model.leaves ? maskingAdds + asked : 0
  const alone = Buffer.byteLength(instructions) + asked + promptFrame + masking
  const most = inputTokens * bytesPerToken
  const shared = within(most - alone, pages)
  if (most < alone || shared.length < Math.min(1, pages.length)) throw new Refusal('too_large')
  const fixed = alone + sizeOfAll(shared)
  const passages = Math.min(passageBytes, most - fixed)
  return { fixed, passages, shared, history: most - fixed - passages }
}

/** The best of the passages that fit into so many bytes together. */
export function within(bytes: number, passages: Passage[]): Passage[] {
  let left = bytes
  return passages.filter(passage => {
    const size = sizeOf(passage)
    if (size > left) return false
    left -= size
    return true
  })
}

/** What passages take of the room. */
export const sizeOfAll = (passages: Passage[]): number =>
  passages.reduce((sum, passage) => sum + sizeOf(passage), 0)

const sizeOf = ({ title, heading, text }: Passage): number =>
  passageFrame + Buffer.byteLength(title + heading + text)
