import { listed, setOf } from '../listed.ts'
import { tolerant } from '../typos.ts'
import de from './words/de.json' with { type: 'json' }
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import it from './words/it.json' with { type: 'json' }
import little from './words/little.json' with { type: 'json' }
import nl from './words/nl.json' with { type: 'json' }

/** What a cue leads to: "born" also a place and a year alone, a field any form, "birthday" only what is said to be it. */
export type Cue = 'born' | 'field' | 'birthday' | 'year'

const all = [de, en, es, fr, it, nl]

export const months: ReadonlyMap<string, number> = new Map(
  all.flatMap(language =>
    listed(language.months).map(entry => {
      const [name = '', number] = entry.split('=')
      return [name, Number(number)] as const
    }),
  ),
)

const exact: ReadonlyMap<string, Cue> = new Map(
  all.flatMap(language => [
    ...listed(language.born).map(word => [word, 'born'] as const),
    ...listed(language.fields).map(word => [word, 'field'] as const),
    ...listed(language.birthday).map(word => [word, 'birthday'] as const),
    ...listed(language.year).map(word => [word, 'year'] as const),
  ]),
)

/** Words that only look like a cue mistyped. */
const ordinary = setOf(little.ordinary)
export const cues = tolerant(exact, ordinary)

/** Words that introduce people one after the other. */
export const travellers = setOf(...all.map(language => language.travellers))
export const family = setOf(...all.map(language => language.family))
export const possessives = setOf(little.possessives)

export const is = setOf(...all.map(language => language.is))
export const fill = setOf(...all.map(language => language.fill))
export const things = setOf(...all.map(language => language.things))
export const people = setOf(...all.map(language => language.people))
/** "kam am 3. April 1985 zur Welt", "vino al mundo el …" */
export const world = setOf(little.world)
export const weekdays = setOf(little.weekdays)
/** Between a day and its month, and before a year. */
export const dateLinks = setOf(little.dateLinks)
export const yearLinks = setOf(little.yearLinks)
/** Capitalised words that are no names of people. */
export const notNames = setOf(little.notNames)
