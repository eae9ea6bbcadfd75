import type { Words } from './shape.ts'

/** One file a language; only the one that is spoken is loaded. */
const all: Record<string, () => Promise<Words>> = {
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
}

/** The words for a language tag such as `de-AT`; English where we have none. */
export function loadWords(tag: string): Promise<Words> {
  const main = tag.toLowerCase().split('-', 1)[0] ?? ''
  return (Object.hasOwn(all, main) ? all[main]! : all.en!)()
}
