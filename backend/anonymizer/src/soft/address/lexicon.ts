// The words of all six languages in one place: people mix languages, so every text is held against all of them.
import { listed, setOf } from '../listed.ts'
import de from './words/de.json' with { type: 'json' }
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import it from './words/it.json' with { type: 'json' }
import little from './words/little.json' with { type: 'json' }
import nl from './words/nl.json' with { type: 'json' }

/** How sure a form is by itself: 3 stands alone, 2 needs a cue, 1 a town with its postcode or a label, 0 goes along. */
export type Rank = 0 | 1 | 2 | 3

const all = [de, en, es, fr, it, nl]

function ranked(lists: readonly (readonly [readonly string[], Rank])[]): ReadonlyMap<string, Rank> {
  return new Map(lists.flatMap(([list, rank]) => listed(list).map(word => [word, rank] as const)))
}

/** German and Dutch: the endings of street names in one word. */
export const endings = ranked([
  [de.endings.weak, 1],
  [nl.endings.weak, 1],
  [de.endings.likely, 2],
  [nl.endings.likely, 2],
  [de.endings.firm, 3],
  [nl.endings.firm, 3],
])
export const notStreets = setOf(de.notStreets, nl.notStreets)
export const ownTypes = ranked([
  [de.types, 2],
  [nl.types, 2],
  [de.firmTypes, 3],
  [nl.firmTypes, 3],
])
export const adjectives = setOf(de.before, nl.before)
export const notAdjectives = setOf(de.notBefore)
export const firsts = setOf(nl.firsts)
export const dutchParticles = setOf(nl.particles)

export const prepositions = setOf(de.prepositions, nl.prepositions)
export const streetNouns = listed(de.streetNouns)
export const notPlaces = setOf(de.notPlaces)

/** English: what follows the name of a street. */
export const suffixes = ranked([
  [en.suffixes.weak, 1],
  [en.suffixes.likely, 2],
  [en.suffixes.firm, 3],
])
export const wholeStreets = setOf(en.whole)
export const notNames = setOf(en.notNames)
export const directions = setOf(en.directions)
export const houses = setOf(en.houses)
export const states = setOf(en.states.codes, en.states.names)
export const provinces = setOf(en.states.provinces)
export const areas = setOf(en.areas)
export const routing = setOf(en.routing)

/** Romance languages: what precedes the name of a street. */
export const frenchTypes = ranked([
  [fr.types.likely, 2],
  [fr.types.firm, 3],
])
export const romanceTypes = ranked([
  [fr.types.likely, 2],
  [es.types.likely, 2],
  [it.types.likely, 2],
  [fr.types.firm, 3],
  [es.types.firm, 3],
  [it.types.firm, 3],
])
export const particles = setOf(fr.particles, es.particles, it.particles)
export const firstNames = setOf(fr.names, es.names, it.names)
export const notVia = setOf(it.notVia)
export const plainStreets = setOf(it.plain)

export const unitLabels = setOf(...all.map(language => language.units.labels))
export const unitOrdinals = setOf(...all.map(language => language.units.ordinals))
export const unitWords = setOf(...all.map(language => language.units.words))
export const namedUnits = setOf(es.units.named)
export const numberLabels = setOf(...all.map(language => language.numbers))
/** Whatever turns a number into an amount. */
export const measures = setOf(...all.map(language => language.measures))
/** Little words at which a name ends. */
export const stops = setOf(...all.map(language => language.stops))

export const towns = setOf(...all.map(language => language.towns))
export const countries = setOf(...all.map(language => language.countries))

export const home = setOf(...all.map(language => language.home))
export const deliver = setOf(...all.map(language => language.deliver))
export const boxes = setOf(...all.map(language => language.boxes))
export const looseBoxes = setOf(fr.looseBoxes, es.looseBoxes)
export const streetFields = setOf(...all.map(language => language.fields.street))
export const numberFields = setOf(...all.map(language => language.fields.number))
export const zipFields = setOf(
  ...all.map(language => language.fields.zip),
  en.zips,
  fr.zips,
  es.zips,
  it.zips,
)
export const townFields = setOf(...all.map(language => language.fields.town))

// Little words that hold an address together.
export const townLinks = setOf(little.townLinks)
export const homeLinks = setOf(little.homeLinks)
/** Prepositions that lead to a place: "nach 10115 Berlin", "à 69003 Lyon". */
export const towards = setOf(little.towards)
export const articles = setOf(little.articles)
export const zipLinks = setOf(little.zipLinks)
export const possessives = setOf(little.possessives)
export const models = setOf(little.models)
export const ordinals = setOf(little.ordinals)
export const placeJoints = setOf(little.placeJoints)
export const houseParticles = setOf(little.houseParticles)
/** Streets whose name is one word of its own. */
export const wholeNames = setOf(little.wholeNames)
/** Kinds that are English words or everyday ones too: a silver ring, a super market. */
export const everydayTypes = setOf(little.everydayTypes)
export const notFirst = setOf(little.notFirst)
export const typeJoints = setOf(little.typeJoints)
/** What stands before the name of a Dutch street and not before that of a person. */
export const onStreet = setOf(little.onStreet)
export const squares = setOf(little.squares)
export const countryPrefixes = setOf(little.countryPrefixes)
export const notPairs = setOf(little.notPairs)
export const littlePairs = setOf(little.littlePairs)
export const unitPairs = setOf(little.unitPairs)
/** Abbreviations that mean a street only with their sign: c/ Mayor, v. Roma, pl. Catalunya. */
export const shyTypes = setOf(little.shyTypes)
/** Products that sound like streets: a table runner is a chemin de table. */
export const notStreetNames = setOf(little.notStreetNames)
/** Little words that rather begin what comes next than go on with a name. */
export const nameEnds = setOf(little.nameEnds)
/** "ancienne route de Paris", "Grande Rue" */
export const streetAdjectives = setOf(little.streetAdjectives)
export const townStarters = setOf(little.townStarters)
export const townConnectors = setOf(little.townConnectors)
export const courtesy = setOf(little.courtesy)
export const numberedTowns = setOf(little.numberedTowns)
