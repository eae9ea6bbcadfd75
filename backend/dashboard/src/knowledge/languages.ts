import { languageName } from '../lib/format.ts'
import type { Language } from '../words/pick.ts'
import { language } from '../words/words.ts'

// Those that PostgreSQL's text search ships stemmers for, by their tags.
const tags =
  'ar ca da de el en es et eu fi fr ga hi hu hy id it lt ne nl no pl pt ro ru sr sv ta tr yi'.split(' ')

/** The languages that a document can be in, by their names in the reader's language; `chosen` is always among them. */
export function languageChoices(
  chosen: string,
  spoken: Language = language,
): { tag: string; name: string }[] {
  return [...new Set([...tags, chosen])]
    .map(tag => ({ tag, name: languageName(tag, spoken) }))
    .sort((one, other) => one.name.localeCompare(other.name, spoken))
}
