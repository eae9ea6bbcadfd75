import type { Message } from '@atavus/contract/chat'
import { countryName } from '../lib/format.ts'
import { fill, words } from '../words/words.ts'

/** How an answer ended, when that is worth a word: null for a complete one and for visitors' messages. */
export function endOf({ role, end, code }: Pick<Message, 'role' | 'end' | 'code'>): string | null {
  if (role === 'visitor' || end === 'complete') return null
  if (end === null) return words.conversation.running
  return code ? words.conversation.codes[code] : words.conversation.ends[end]
}

/** Which model answered, why not the assistant's own, and where the words went; nothing where none answered. */
export function whereOf({ whereabouts, end }: Pick<Message, 'whereabouts' | 'end'>): string | null {
  if (!whereabouts || (end === 'error' && !whereabouts.sent)) return null
  const { model, where, fallback, because, sent } = whereabouts
  const said = words.conversation.where
  const went = sent && fill(said.went, { recipient: sent.recipient, country: countryName(sent.country) })
  return [
    model === 'quote' ? said.quote : fill(said.written, { model: words.models[model].name }),
    fallback && said.because[because ?? 'down'],
    went ?? (where === 'server' ? said.stayed : said.left),
  ]
    .filter(Boolean)
    .join(' ')
}
