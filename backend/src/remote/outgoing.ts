import { createHmac, randomBytes } from 'node:crypto'
import { type Kind, type Language, languages } from '@atavus/anonymizer/kinds'
import type { Masked } from '@atavus/anonymizer/mask'
import type { MaskedValue } from '@atavus/anonymizer/restore'
import type { Sent } from '@atavus/contract/events'
import type { Passage } from '../knowledge/passage.ts'
import { joined, partedFor } from '../models/compose.ts'
import type { ChatMessage, Outgoing, PartedMessage, Prompt, Recipient } from '../models/model.ts'
import { type Anonymizer, Overtime } from './anonymizer.ts'
import { lighter } from './lighter.ts'
import { NotSent } from './not-sent.ts'

/** What the masking of one prompt depends on. */
export interface Asked {
  prompt: Prompt
  /** Of the conversation: the placeholders of another one are others. */
  key: Buffer
  /** Countries of phone numbers without a country code; without any, those of the language. */
  regions: readonly string[]
  /** The site's own contact data. */
  readable: readonly string[]
  earlier: readonly MaskedValue[]
  /** What a second look found in the question. */
  also: readonly { kind: Kind; value: string }[]
}

/** A prompt as it may leave, with the way back. */
export interface Prepared {
  messages: ChatMessage[]
  /** The messages in their parts, and the word that fences passages in them. */
  parted: readonly PartedMessage[]
  fence: string
  /** Every value that stands in the messages by a placeholder. */
  values: MaskedValue[]
  /** Those of them that stand elsewhere than in the history: they go with the question. */
  own: MaskedValue[]
  sent: Sent
  /** The passages that are sent, as they were: what a model cites by their numbers. */
  passages: Passage[]
  /** Lets it out: what came of the masking, and nothing else. `leaving` is awaited with the body before its first byte. */
  outgoing(leaving: Outgoing['leaving']): Outgoing
}

/** UTF-8 bytes that masking may add to a prompt beside what its question takes; the budget reserves both. */
export const maskingAdds = 1500

/**
 * Masks a prompt: the question, the history, the instructions and the passages with their titles. A passage or an
 * earlier message that may hold what cannot be told for sure stays behind. Throws `NotSent` when the question is such
 * a one (`not_anonymized`), and when the anonymizer fails in any way (`anonymizer_failed`).
 */
export function prepare(anonymizer: Anonymizer, recipient: Recipient, asked: Asked): Prepared {
  const { prompt } = asked
  const texts = textsOf(prompt)
  const masked = masking(anonymizer, texts, asked)
  const [question, ...others] = masked.unsure
  if (question) throw new NotSent('not_anonymized')
  // Without its instructions an assistant would be another one.
  if (others[saidIn(prompt) - 1]) throw new NotSent('anonymizer_failed')
  const most = bytesOf(prompt) + Buffer.byteLength(prompt.question) + maskingAdds
  const fitting = lighter(rebuilt(prompt, masked), most, bytesOf)
  if (bytesOf(fitting) > most) throw new NotSent('anonymizer_failed')
  const fence = randomBytes(12).toString('hex')
  const parted = partedFor(fitting, fence, true)
  const messages = joined(parted)
  const values = standing(
    masked.values,
    messages.map(({ content }) => content),
  )
  const own = standing(values, textsOf({ ...fitting, history: [] }))
  const sent: Sent = {
    recipient: recipient.name,
    country: recipient.country,
    words: fitting.question,
    masked: counted(values),
    special: masked.special,
    passages: [...new Set(fitting.passages.filter(notShared).map(({ title }) => title))],
  }
  const originals = new Map(prompt.passages.map(passage => [passage.id, passage]))
  return {
    messages,
    parted,
    fence,
    values,
    own,
    sent,
    passages: fitting.passages.flatMap(({ id }) => originals.get(id) ?? []),
    outgoing: leaving =>
      ({ messages, maxTokens: prompt.maxTokens, workspace: prompt.workspace, leaving }) as Outgoing,
  }
}

/** Numbers placeholders under a key of their conversation. */
export const digestUnder = (key: Buffer) => (text: string) =>
  createHmac('sha256', key).update(`placeholder:${text}`).digest()

export const languageOf = (tag: string): Language =>
  languages.find(language => language === tag.split('-')[0]) ?? 'en'

function masking(anonymizer: Anonymizer, texts: string[], asked: Asked): Masked {
  try {
    return anonymizer(texts, {
      place: { language: languageOf(asked.prompt.language), regions: asked.regions },
      digest: digestUnder(asked.key),
      earlier: asked.earlier,
      said: saidIn(asked.prompt),
      readable: asked.readable,
      also: asked.also,
    })
  } catch (error) {
    throw new NotSent('anonymizer_failed', error instanceof Overtime ? undefined : error)
  }
}

const isShared = ({ shared }: Passage): boolean => shared !== undefined
const notShared = (passage: Passage): boolean => !isShared(passage)

/**
 * What was said first, the question before the history and what was shared of pages, which are nobody else's to
 * remember; then instructions, and passages in their order.
 */
function textsOf({ question, instructions, history, passages }: Prompt): string[] {
  const textsIn = (some: Passage[]) => some.flatMap(({ title, heading, text }) => [title, heading, text])
  return [
    question,
    ...history.map(({ text }) => text),
    ...textsIn(passages.filter(isShared)),
    instructions,
    ...textsIn(passages.filter(notShared)),
  ]
}

/** How many of a prompt's texts, the first ones, come from who asks and from the conversation. */
const saidIn = ({ history, passages }: Prompt): number =>
  1 + history.length + 3 * passages.filter(isShared).length

function rebuilt(prompt: Prompt, { texts, unsure }: Masked): Prompt {
  let at = 1
  const take = () => ({ text: texts[at]!, unsure: unsure[at++]! })
  const history = prompt.history.flatMap(({ role }) => {
    const { text, unsure } = take()
    return unsure ? [] : [{ role, text }]
  })
  const passage = (original: Passage) => {
    const [title, heading, text] = [take(), take(), take()]
    if (title.unsure || heading.unsure || text.unsure) return []
    return [{ ...original, title: title.text, heading: heading.text, text: text.text }]
  }
  const shared = prompt.passages.filter(isShared).flatMap(passage)
  const instructions = take().text
  const passages = [...shared, ...prompt.passages.filter(notShared).flatMap(passage)]
  return { ...prompt, question: texts[0]!, instructions, history, passages }
}

function bytesOf(prompt: Prompt): number {
  return textsOf(prompt).reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}

/** The values whose placeholders stand in the texts. */
function standing(values: MaskedValue[], texts: string[]): MaskedValue[] {
  const all = texts.join('\n')
  return values.filter(({ placeholder }) => all.includes(placeholder))
}

function counted(values: MaskedValue[]): Sent['masked'] {
  const counts = new Map<Kind, number>()
  for (const { kind } of values) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => ({ kind, count }))
}
