import type { Language } from '../src/kinds.ts'
import common from './data/pools/common.json' with { type: 'json' }
import de from './data/pools/de.json' with { type: 'json' }
import en from './data/pools/en.json' with { type: 'json' }
import es from './data/pools/es.json' with { type: 'json' }
import fr from './data/pools/fr.json' with { type: 'json' }
import it from './data/pools/it.json' with { type: 'json' }
import nl from './data/pools/nl.json' with { type: 'json' }
import type { Half } from './sample.ts'

export interface Names {
  girls: string[]
  boys: string[]
  last: string[]
}

/** What values are made of. A town comes with the pattern of its postal codes. */
export interface Pool extends Names {
  abroad: Names[]
  streets: Record<string, string[]>
  towns: Record<string, [string, string][]>
  months: string[]
  domains: string[]
  companies: string[]
  words: string[]
  nicks: string[]
  secrets: string[]
}

const local = { en, de, fr, es, it, nl }

function whole(language: Language): Pool {
  const { towns, ...rest } = local[language]
  const countries = Object.entries<string[][]>(towns).map(([country, rows]) => [country, rows.map(pairOf)])
  return { ...common, ...rest, towns: Object.fromEntries(countries) }
}

const pairOf = ([town = '', codes = '']: string[]): [string, string] => [town, codes]

/** The half of a language's pool: of every list each second entry. Months are everybody's. */
export function poolOf(language: Language, half: Half): Pool {
  const pool = whole(language)
  return { ...(halved(pool, half === 'tuning' ? 0 : 1) as Pool), months: pool.months }
}

function halved(value: unknown, odd: number): unknown {
  if (isPairs(value)) return value.filter((_, at) => at % 2 === odd)
  if (Array.isArray(value)) return value.map(item => halved(item, odd))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, halved(item, odd)]))
}

/** A list of words or of towns; a list of groups of names is not one: its groups are halved. */
const isPairs = (value: unknown): value is unknown[] =>
  Array.isArray(value) && (typeof value[0] === 'string' || Array.isArray(value[0]))
