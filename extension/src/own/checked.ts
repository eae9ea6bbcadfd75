import type { Conversation, Message } from '@atavus/contract/chat'
import type { OwnAssistant as Assistant, OwnConversation, OwnSummary, Shared } from '@atavus/contract/own'
import {
  type Check,
  conversation,
  list,
  maybe,
  notice,
  number,
  shape,
  text,
  yes,
} from '@atavus/widget/client/checked.ts'

const place = shape({ id: text, name: text })

export type OwnAssistant = Assistant
export const assistants = shape({
  items: list(
    shape<Assistant>({
      id: text,
      name: text,
      greeting: text,
      suggestions: list(text),
      accent: text,
      workspace: place,
      notice,
      consent: shape({ standing: yes, remote: yes }),
    }),
  ),
})

/** The server says the last day of time for "until it is deleted"; we say nothing then. */
export const deletionDay: Check<string> = value => (text(value).startsWith('9999') ? '' : text(value))

export type Listed = Pick<OwnSummary, 'id' | 'assistant' | 'title' | 'lastAt' | 'deletedAt' | 'shared'>
export const history = shape({
  items: list(
    shape<Listed>({
      id: text,
      assistant: place,
      title: text,
      lastAt: text,
      deletedAt: deletionDay,
      shared: yes,
    }),
  ),
  next: maybe(text),
})

export type Sharing = Pick<OwnConversation, 'shared' | 'servers'> & {
  readers: { username: string; role: string }[]
}
export const sharing: Check<Sharing> = shape({
  shared: yes,
  readers: list(shape({ username: text, role: text })),
  servers: number,
})

const shared: Check<Shared> = shape({
  kind: text as Check<Shared['kind']>,
  origin: text,
  url: text,
  title: text,
  passages: list(shape({ number, text })),
  masked: number,
})
const lentWith = shape({ id: text, shared: list(shared) })
const around = shape({ running: maybe(text), messages: list(lentWith) })

export interface Whole {
  conversation: Conversation
  running: string | null
  sharing: Sharing
  /** What was shared of pages with a question, by its message. */
  shared: Map<string, Shared[]>
}
export const whole: Check<Whole> = value => {
  const found = conversation(value)
  const { running, messages } = around(value)
  return {
    conversation: { ...found, messages: found.messages.map(dated) },
    running,
    sharing: sharing(value),
    shared: new Map(messages.map(({ id, shared }) => [id, shared])),
  }
}

const dated = (message: Message): Message => ({ ...message, deletedAt: deletionDay(message.deletedAt) })

export const settings = shape({ days: maybe(number) })
export type Settings = ReturnType<typeof settings>

const site = shape({ origin: text, times: number, characters: number, lastAt: text })
export type SharedSite = ReturnType<typeof site>
export const sites = shape({ items: list(site) })

/** Of a deletion: how many conversations a legal hold keeps. */
export const keeping = shape({ held: number })
