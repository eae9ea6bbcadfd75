import { cookies } from '../../accounts/cookies.ts'
import type { Category } from '../../privacy/data-map.ts'
import { dataMap } from '../../privacy/map.ts'
import type { Evidence, PromiseEntry } from '../../privacy/promise.ts'
import { categories, purposes } from '../../privacy/register.ts'
import type { World } from '../../world.ts'
import { overdueElsewhere, stateOfOverdue } from '../overdue.ts'
import { addressesElsewhere, counted, fineDevices, liveColumns, passwordHashes } from '../queries.ts'
import { servedPages } from '../served.ts'
import { oldestAddress, oldestOf } from '../terms/queries.ts'

const addressDays = 7
const hour = 60 * 60
/** Columns of the running database that are not on the map, and places of the map that are not there. */
export async function unmapped({ db }: World, category?: Category): Promise<string[]> {
  const live = (await db.keeper(async keeper => liveColumns(keeper))).map(
    ({ table, column }) => `${table}.${column}`,
  )
  const known = Object.entries(dataMap).flatMap(([table, { columns }]) =>
    Object.keys(columns).map(column => `${table}.${column}`),
  )
  const tables = Object.entries(dataMap).filter(([, entry]) => !category || entry.category === category)
  const own = (place: string) => tables.some(([table]) => place.startsWith(`${table}.`))
  const strange = live.filter(place => !known.includes(place) && (!category || own(place)))
  return [...strange, ...known.filter(place => own(place) && !live.includes(place))]
}

/** What a category holds is what the map says of it, column by column. */
const mapped =
  (category: Category, more?: (world: World) => Promise<Evidence['facts']>) =>
  async (world: World): Promise<Evidence> => {
    const missing = await unmapped(world, category)
    const tables = Object.values(dataMap).filter(entry => entry.category === category)
    const columns = tables.reduce((sum, entry) => sum + Object.keys(entry.columns).length, 0)
    return {
      state: missing.length ? 'broken' : 'kept',
      facts: [
        { fact: 'tables', count: tables.length },
        { fact: 'columns', count: columns },
        { fact: 'unmapped', count: missing.length },
        ...((await more?.(world)) ?? []),
      ],
    }
  }

const ageOf =
  (table: string, column: string) =>
  async ({ db }: World): Promise<Evidence['facts']> => [
    { fact: 'oldest', age: await db.keeper(keeper => oldestOf(keeper, table, column)) },
  ]

export const collected: readonly PromiseEntry[] = [
  {
    id: 'P1.1',
    promise: 'Of an account: e-mail address, username and password.',
    enforced:
      'The account’s tables have these columns and no others; a column that is not on the map stops the build.',
    check: mapped('account'),
  },
  {
    id: 'P1.2',
    promise: 'The password is only ever stored as a bcrypt hash with a salt of its own.',
    enforced: 'One module turns passwords into hashes; logs and answers never carry one.',
    check: async ({ db, passwords }) => {
      const { schemes, all } = await db.keeper(passwordHashes)
      const good = Object.entries(schemes).filter(([scheme]) => /^\$2b\$\d\d\$$/.test(scheme))
      const strange = all - good.reduce((sum, [, count]) => sum + count, 0)
      const below = good
        .filter(([scheme]) => passwords.outdated(`${scheme}${'.'.repeat(53)}`))
        .reduce((sum, [, count]) => sum + count, 0)
      return {
        state: strange ? 'broken' : below ? 'attention' : 'kept',
        facts: [
          { fact: 'scheme', word: 'bcrypt' },
          ...good.map(([scheme]) => ({ fact: 'cost', exactly: scheme.slice(4, 6) })),
          { fact: 'otherScheme', count: strange },
          { fact: 'belowCost', count: below },
        ],
      }
    },
  },
  {
    id: 'P1.3',
    promise: 'Full name and picture are optional.',
    enforced: 'Both may be empty, and no door demands them.',
    check: mapped('account'),
  },
  {
    id: 'P1.4',
    promise: 'Chat conversations and message history.',
    enforced: 'What was said is sealed under a key of its conversation.',
    check: mapped('conversation', ageOf('conversations', 'started_at')),
  },
  {
    id: 'P1.5',
    promise: 'Assistant configurations and the knowledge that owners give them.',
    enforced: 'They belong to a workspace and go with it.',
    check: async world => {
      const [settings, knowledge] = [await mapped('configuration')(world), await mapped('knowledge')(world)]
      const broken = [settings, knowledge].some(({ state }) => state === 'broken')
      return { state: broken ? 'broken' : 'kept', facts: [...settings.facts] }
    },
  },
  {
    id: 'P1.6',
    promise: 'Usage: messages, tokens and calls, in counts.',
    enforced: 'Counts by day, assistant and kind; no row about a person.',
    check: mapped('usage'),
  },
  {
    id: 'P1.7',
    promise: 'Which features are used, in counts, unless somebody objected.',
    enforced: 'Feature counters name no person, and nothing is counted of whoever objected.',
    check: mapped('usage'),
  },
  {
    id: 'P1.8',
    promise: 'IP addresses only temporarily, for security.',
    enforced:
      'In full for seven days in the security log; elsewhere a keyed hash whose key is another one each day.',
    check: async ({ db }) => {
      const { age, state, elsewhere } = await db.keeper(async keeper => {
        const age = await oldestAddress(keeper)
        // A sweep takes them out every hour; until then no read shows them.
        const late = age !== null && age > addressDays * 24 * hour + 2 * hour
        const elsewhere = [...(await addressesElsewhere(keeper))]
        return { age, elsewhere, state: await stateOfOverdue(keeper, late) }
      })
      return {
        state: elsewhere.length ? 'broken' : state,
        facts: [
          { fact: 'oldestAddress', age },
          { fact: 'limit', limit: `P${addressDays}D` },
          { fact: 'addressElsewhere', count: elsewhere.reduce((sum, { count }) => sum + count, 0) },
          ...elsewhere.map(({ place }) => ({ fact: 'place', exactly: place })),
        ],
      }
    },
  },
  {
    id: 'P1.9',
    promise: 'Browser and device only coarsely.',
    enforced: 'The User-Agent is cut to a family and a major version on arrival and not kept.',
    check: async ({ db }) => {
      const fine = await db.keeper(keeper => counted(keeper, fineDevices))
      return { state: fine ? 'broken' : 'kept', facts: [{ fact: 'moreThanCoarse', count: fine }] }
    },
  },
  {
    id: 'P1.10',
    promise: 'Cookies and session tokens for authentication only.',
    enforced:
      'One module sets cookies, at signing in alone, and knows these names alone; no page of ours sets one.',
    check: async world => {
      const pages = await servedPages(world)
      const setting = pages.filter(({ headers }) => [...headers.keys()].some(name => name.includes('cookie')))
      const unseen = pages.some(({ status }) => status !== 200)
      return {
        state: setting.length ? 'broken' : unseen ? 'attention' : 'kept',
        facts: [
          ...cookies.map(({ name, purpose }) => ({ fact: 'cookie', word: `${name}: ${purpose}` })),
          { fact: 'pages', count: pages.length },
          { fact: 'handCookies', count: setting.length },
        ],
      }
    },
  },
  {
    id: 'P1.11',
    promise: 'Nothing that the policy’s list does not name.',
    enforced:
      'Every column of the database belongs to one category of the data map, which says how long it is kept; one that does not stops the build.',
    check: async world => {
      const missing = await unmapped(world)
      const { overdue, state } = await world.db.keeper(async keeper => {
        const overdue = await overdueElsewhere(keeper)
        return { overdue, state: await stateOfOverdue(keeper, overdue.length > 0) }
      })
      return {
        state: missing.length ? 'broken' : state,
        facts: [
          { fact: 'tables', count: Object.keys(dataMap).length },
          { fact: 'unmapped', count: missing.length },
          { fact: 'overdue', count: overdue.reduce((sum, { count }) => sum + count, 0) },
          ...[...missing, ...overdue.map(({ name }) => name)]
            .slice(0, 5)
            .map(place => ({ fact: 'place', exactly: place })),
        ],
      }
    },
  },
  {
    id: 'P2.1',
    promise:
      'Used to provide the service, improve it, support users, bill, secure, and obey the law. For nothing else.',
    enforced: 'Each category names its purposes; there is no word in the register for another one.',
    check: async () => {
      const lost = Object.values(dataMap).filter(
        entry =>
          entry.purposes.length === 0 ||
          !(entry.category in categories) ||
          !entry.purposes.every(one => one in purposes),
      )
      return {
        state: lost.length ? 'broken' : 'kept',
        facts: [
          { fact: 'purposes', count: Object.keys(purposes).length },
          { fact: 'withoutPurpose', count: lost.length },
        ],
      }
    },
  },
]
