import type { Message } from '@atavus/contract/chat'
import { fill, words } from '../words/words.ts'

/** How an answer ended, when that is worth a word: null for a complete one and for visitors' messages. */
export function endOf({ role, end, code }: Pick<Message, 'role' | 'end' | 'code'>): string | null {
  if (role === 'visitor' || end === 'complete') return null
  if (end === null) return words.conversation.running
  return code ? words.conversation.codes[code] : words.conversation.ends[end]
}

/** Which model answered, and whether words left the server. */
export function whereOf({ whereabouts }: Pick<Message, 'whereabouts'>): string | null {
  if (!whereabouts) return null
  const { quote, fallback, server, remote } = words.conversation.where
  if (whereabouts.model === 'quote') return whereabouts.fallback ? fallback : quote
  const phrase = whereabouts.where === 'server' ? server : remote
  return fill(phrase, { model: words.models[whereabouts.model].name })
}
