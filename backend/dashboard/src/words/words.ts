import { type Language, pickLanguage } from './pick.ts'
import de from './words.de.json' with { type: 'json' }
import en from './words.en.json' with { type: 'json' }

export type Words = typeof en
/** A phrase in its grammatical numbers, as `Intl.PluralRules` names them. */
export type Plural = { one: string; other: string }

export const allWords: Record<Language, Words> = { en, de }

/** Chosen once for the page: another language is another load of it. */
export const language = pickLanguage(
  globalThis.location?.search ?? '',
  globalThis.navigator?.languages ?? ['en'],
)
export const words = allWords[language]

/** Puts values into the `{places}` of a phrase; a place without a value stays as it is. */
export function fill(phrase: string, values: Record<string, string | number>): string {
  return phrase.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

/** A number with its noun: `count(words.units.days, 1)` is "1 day". */
export function count(phrase: Plural, n: number, spoken: Language = language): string {
  const form = new Intl.PluralRules(spoken).select(n) === 'one' ? phrase.one : phrase.other
  return fill(form, { n: new Intl.NumberFormat(spoken).format(n) })
}
