import { de } from './de.ts'
import { en } from './en.ts'
import type { Words } from './shape.ts'

const all: Record<string, Words> = { en, de }

/** The words for a language tag such as `de-AT`; English where we have none. */
export function wordsFor(language: string): Words {
  const main = language.toLowerCase().split('-', 1)[0] ?? ''
  return (Object.hasOwn(all, main) && all[main]) || en
}

/** A calendar day in the reader's own manner, e.g. 14 July 2026. */
export function day(iso: string, language: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime())
    ? ''
    : new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(date)
}
