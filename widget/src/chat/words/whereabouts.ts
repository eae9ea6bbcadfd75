import type { Message } from '@atavus/contract/chat'
import type { Words } from './shape.ts'
import { day } from './words.ts'

/** Where the words of an answer went and how long they stay, in one line. */
export function whereabouts(
  { whereabouts: where, deletedAt, end }: Message,
  { language, whereabouts }: Words,
): string {
  const date = day(deletedAt, language)
  return [
    where && (end !== 'error' || where.sent) && placeOf(where, whereabouts),
    where?.fallback && whereabouts.because[where.because ?? 'down'],
    date && whereabouts.deleted(date),
  ]
    .filter(Boolean)
    .join(' · ')
}

function placeOf(
  { model, where, sent }: NonNullable<Message['whereabouts']>,
  words: Words['whereabouts'],
): string {
  if (where !== 'server') return words.remote(sent?.recipient ?? model)
  return model === 'quote' ? words.quote : words.server
}
