import { de } from './de.ts'
import { en } from './en.ts'
import type { Words } from './shape.ts'

const all: Record<string, Words> = { en, de }

/** The words for a language tag such as `de-AT`; English where we have none. */
export function wordsFor(language: string): Words {
  const main = language.toLowerCase().split('-', 1)[0] ?? ''
  return (Object.hasOwn(all, main) && all[main]) || en
}

/** A country's name for its ISO 3166-1 code; what is no such code stays. */
export function country(code: string, language: string): string {
  const name = /^[A-Z]{2}$/.test(code) && new Intl.DisplayNames(language, { type: 'region' }).of(code)
  return name || code
}

/** So many of something; its words are the stem, the end for one and the end for more. */
export function counted(words: string, count: number): string {
  const [stem, one, more] = words.split('|')
  return `${count}\u00a0${stem}${count === 1 ? one : more}`
}

/** A calendar day in the reader's own manner, e.g. 14 July 2026. */
export function day(iso: string, language: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime())
    ? ''
    : new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(date)
}
