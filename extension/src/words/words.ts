import type { Words as ChatWords } from '@atavus/widget/chat/words/shape.ts'
import type { Words } from './shape.ts'

/** What the panel says, and what the chat in it says. */
interface Spoken {
  words: Words
  chat: ChatWords
}

/** One file a language; only the one that is spoken is loaded. */
const all: Record<string, () => Promise<Spoken>> = {
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  it: () => import('./it.ts'),
  nl: () => import('./nl.ts'),
  ar: () => import('./ar.ts'),
}

export const languages = Object.keys(all)

/** What is said for a language tag such as `de-AT`; English where we have none. */
export function loadWords(tag: string): Promise<Spoken> {
  const main = tag.toLowerCase().split('-', 1)[0] ?? ''
  return (Object.hasOwn(all, main) ? all[main]! : all.en!)()
}
