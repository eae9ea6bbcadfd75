import { type SpecialCategory, specialCategories } from '../../kinds.ts'
import { listed, setOf } from '../listed.ts'
import de from './words/de.json' with { type: 'json' }
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import it from './words/it.json' with { type: 'json' }
import little from './words/little.json' with { type: 'json' }
import nl from './words/nl.json' with { type: 'json' }

const all = [de, en, es, fr, it, nl]

/** A word or a phrase that speaks of a category. */
export interface Term {
  words: readonly string[]
  category: SpecialCategory
  /** It means something else as often: a blind, Roma. Only "I am blind" counts. */
  shy: boolean
}

const shy = setOf(...all.map(language => language.shy))

/** Terms by their first word. */
export const terms: ReadonlyMap<string, Term[]> = byFirst()

/** The writer and the people of the writer. */
export const self = setOf(...all.map(language => language.self))
/** Things in whose names a term stands: diabetes socks. */
export const goods = setOf(...all.map(language => language.goods))
/** What somebody does who speaks of things and not of themselves. */
export const wishes = setOf(...all.map(language => language.wishes))

export const having = setOf(little.having)
export const copulas = setOf(little.copulas)
export const articles = setOf(little.articles)
/** Verbs that say "I" by themselves. */
export const selfVerbs = setOf(little.selfVerbs)
export const possessives = setOf(little.possessives)
/** Words that mean the writer in one language may mean little in another: those need company. */
export const weakSelf = setOf(little.weakSelf)
export const verbs = setOf(little.verbs)

function byFirst(): Map<string, Term[]> {
  const found = new Map<string, Term[]>()
  for (const category of specialCategories) {
    for (const phrase of new Set(all.flatMap(language => listed(language[category])))) {
      const words = phrase.split(/[^\p{L}\d]+/u)
      found.set(words[0]!, [...(found.get(words[0]!) ?? []), { words, category, shy: shy.has(phrase) }])
    }
  }
  return found
}
