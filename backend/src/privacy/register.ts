import { cookies } from '../accounts/cookies.ts'
import { processors } from '../egress/processors.ts'
import type { Settings } from '../settings.ts'
import type { Basis, Category, Purpose } from './data-map.ts'
import { dataMap } from './map.ts'
import { measures } from './measures.ts'

/** Why data is processed, in words (P2.1). There is no other purpose. */
export const purposes: Record<Purpose, string> = {
  provide: 'to provide the service',
  improve: 'to improve it (from sums alone)',
  support: 'to support its users',
  bill: 'to bill',
  secure: 'to keep it secure',
  obey: 'to obey the law',
}

/** What it rests on, in words. */
export const bases: Record<Basis, string> = {
  'Art. 6(1)(a)': 'consent',
  'Art. 6(1)(b)': 'the contract that it is for',
  'Art. 6(1)(c)': 'a duty by law',
  'Art. 6(1)(f)': 'the interest in a service that is secure and runs, which nobody’s own outweighs',
  'Art. 7(1)': 'the duty to prove consent',
  'no personal data': 'nobody can be known by it',
}

/** What is held, in words. A category that is not here does not exist (P1.11). */
export const categories: Record<Category, string> = {
  account: 'Accounts: who somebody is here, and what they chose',
  configuration: 'Assistants, keys and settings',
  knowledge: 'What assistants know: the texts that their owners gave them',
  conversation: 'Conversations: what was said, and what of a page was shared for it, sealed',
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
  bases: Basis[]
  terms: string[]
  /** Names of processors in use, beyond this server, that get some of it. */
  recipients: string[]
}

/** The purposes as the policy names them. */
export const inOrder = Object.keys(purposes) as Purpose[]
const unique = <T>(values: T[]): T[] => [...new Set(values)]

/** The data map by category, in the order in which the policy names them. */
export function byCategory(settings: Settings): CategoryEntry[] {
  const names = Object.keys(categories) as Category[]
  const used = processors(settings).filter(one => one.used && one.country !== 'here')
  return names.map(category => {
    const entries = Object.entries(dataMap).filter(([, entry]) => entry.category === category)
    return {
      category,
      words: categories[category],
      tables: entries.map(([table]) => table).sort(),
      purposes: inOrder.filter(purpose => entries.some(([, entry]) => entry.purposes.includes(purpose))),
      bases: unique(entries.map(([, entry]) => entry.basis)),
      terms: unique(entries.map(([, entry]) => entry.retention)),
      recipients: used.filter(one => one.categories.includes(category)).map(({ name }) => name),
    }
  })
}

/** The whole register for machines: purposes, bases, the data map, processors, cookies and measures. */
export const registerOf = (settings: Settings) => ({
  purposes,
  bases,
  categories,
  tables: dataMap,
  processors: processors(settings),
  cookies,
  measures,
})
