import { cookies } from '../accounts/cookies.ts'
import { processors } from '../egress/processors.ts'
import type { Settings } from '../settings.ts'
import type { Category, Purpose } from './data-map.ts'
import { dataMap } from './map.ts'

/** Why data is processed, in words (P2.1). There is no other purpose. */
export const purposes: Record<Purpose, string> = {
  provide: 'to provide the service',
  improve: 'to improve it, from sums alone',
  support: 'to support its users',
  bill: 'to bill',
  secure: 'to keep it secure',
  obey: 'to obey the law',
}

/** What is held, in words. A category that is not here does not exist (P1.11). */
export const categories: Record<Category, string> = {
  account: 'Accounts: who somebody is here, and what they chose',
  configuration: 'Assistants, keys and settings',
  knowledge: 'What assistants know: the texts that their owners gave them',
  conversation: 'Conversations: what was said, sealed',
  consent: 'Consents: who agreed to what, as proof',
  usage: 'How much was used, in counts',
  billing: 'Plans and their payment; never a card',
  security: 'What happened at the doors, and sessions',
  operation: 'What the platform needs to run and to show that it keeps its promises',
}

/** One category as policy and records tell it. */
export interface CategoryEntry {
  category: Category
  words: string
  tables: string[]
  purposes: Purpose[]
  /** Articles of the GDPR. */
  bases: string[]
  terms: string[]
}

const unique = <T>(values: T[]): T[] => [...new Set(values)]

/** The data map by category, in the order in which the policy names them. */
export function byCategory(): CategoryEntry[] {
  const names = Object.keys(categories) as Category[]
  return names.map(category => {
    const entries = Object.entries(dataMap).filter(([, entry]) => entry.category === category)
    return {
      category,
      words: categories[category],
      tables: entries.map(([table]) => table).sort(),
      purposes: unique(entries.flatMap(([, entry]) => entry.purposes)),
      bases: unique(entries.map(([, entry]) => entry.basis)),
      terms: unique(entries.map(([, entry]) => entry.retention)),
    }
  })
}

/** The whole register for machines: purposes, the data map, processors in use, cookies. */
export const registerOf = (settings: Settings) => ({
  purposes,
  categories,
  tables: dataMap,
  processors: processors(settings),
  cookies,
})
