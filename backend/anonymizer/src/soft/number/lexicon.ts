import { listed, setOf } from '../listed.ts'
import { mistyped, typosOf } from '../typos.ts'
import words from './words.json' with { type: 'json' }

/** Words that only look like a noun of the list mistyped: contact, patent. */
const ordinary = setOf(words.ordinary)

/** Whom or what a number can stand for. */
export const nouns = mistyped(setOf(words.nouns), ordinary)
/** "number", "no.", "id" in six languages. */
export const numbers = mistyped(setOf(words.numbers), ordinary)
/** Endings of German and Dutch compounds by their last letter, the longest first. */
export const compound = byLast([...listed(words.compound), ...typosOf('nummer')])
/** German and Dutch compounds with "nummer" are numbers of people, unless they are those of things. */
export const things = setOf(words.things)

/** Words that need no "number". */
export const alone = setOf(words.alone)
/** Persons and papers that a number may follow directly: customer 204817. */
export const bare = setOf(words.bare)
/** Numbers of things, which a model must see. */
export const not = setOf(words.not)
export const fill = setOf(words.fill)
export const joints = setOf(words.joints)
export const booking = setOf(words.booking)
export const is = setOf(words.is)
/** Short for Aktenzeichen, Geschäftszeichen. */
export const filed = setOf(words.filed)
/** "Ihr Zeichen: AB/2231", "our ref": how letters name a case. */
export const letters = setOf(words.letters)
export const ours = setOf(words.ours)
/** "my number with you" */
export const beside = setOf(words.with)
export const you = setOf(words.you)

function byLast(endings: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const sorted = [...endings].sort((a, b) => b.length - a.length)
  return Map.groupBy(sorted, ending => ending.at(-1)!)
}
