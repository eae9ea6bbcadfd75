import type { Message } from '@atavus/contract/chat'
import type { Words } from './shape.ts'
import { day } from './words.ts'

const names: Record<string, string> = { deepseek: 'DeepSeek', ollama: 'Ollama', quote: 'quote' }

/** Where the words of an answer went and how long they stay, in one line. */
export function whereabouts(
  { whereabouts: where, deletedAt }: Message,
  { language, whereabouts }: Words,
): string {
  const date = day(deletedAt, language)
  return [
    where && placeOf(where, whereabouts),
    where?.fallback && whereabouts.fallback,
    date && whereabouts.deleted(date),
  ]
    .filter(Boolean)
    .join(' · ')
}

function placeOf({ model, where }: NonNullable<Message['whereabouts']>, words: Words['whereabouts']): string {
  if (where !== 'server') return words.remote(names[model] ?? model)
  return model === 'quote' ? words.quote : words.server
}
