import { countObjections } from '../consent/queries.ts'
import type { Evidence, PromiseEntry } from '../privacy/promise.ts'
import type { World } from '../world.ts'
import { figures } from './queries.ts'

/** What became of requests of some kinds: broken where one is past its day. */
const about =
  (...kinds: string[]) =>
  async ({ db }: World): Promise<Evidence> => {
    const { open, answered, median, slowest, late } = await db.keeper(keeper => figures(keeper, kinds))
    return {
      state: late ? 'broken' : 'kept',
      facts: [
        { fact: 'open', count: open },
        { fact: 'answered', count: answered },
        { fact: 'median', age: median },
        { fact: 'slowestAnswer', age: slowest },
        { fact: 'late', count: late },
      ],
    }
  }

/** The rights that people have over what is held about them, as far as others must act on them. */
export const requestsPromises: readonly PromiseEntry[] = [
  {
    id: 'P8.1',
    promise: 'Access: a copy of one’s data.',
    enforced: 'In one’s own hands, in the chat and in the account; else by a request with a clock.',
    check: about('access'),
  },
  {
    id: 'P8.2',
    promise: 'Rectification.',
    enforced: 'The profile in one’s own hands; what is not, by a request with a clock.',
    check: about('rectification'),
  },
  {
    id: 'P8.4',
    promise: 'Portability: a machine-readable export.',
    enforced: 'JSON and CSV with a schema, in one’s own hands.',
    check: about('portability'),
  },
  {
    id: 'P8.5',
    promise: 'Objection to certain processing.',
    enforced: 'Per purpose, effective at once: nothing more is counted of whoever objected.',
    check: async world => {
      const { state, facts } = await about('objection')(world)
      const count = await world.db.keeper(keeper => countObjections(keeper))
      return { state, facts: [{ fact: 'objections', count }, ...facts] }
    },
  },
  {
    id: 'P8.7',
    promise: 'Requests by e-mail are answered within 30 days.',
    enforced:
      'Each has a clock of 30 days or a month, whichever is shorter, with reminders and an escalation.',
    check: async world => {
      const every = ['access', 'rectification', 'erasure', 'objection', 'portability', 'child', 'other']
      const { oldest } = await world.db.keeper(keeper => figures(keeper, every))
      const { state, facts } = await about(...every)(world)
      return {
        state,
        facts: [{ fact: 'oldestOpen', age: oldest }, { fact: 'limit', limit: 'P30D' }, ...facts],
      }
    },
  },
  {
    id: 'P12.1',
    promise: 'A privacy contact that works.',
    enforced: 'The address and a form open a request with a clock.',
    check: async ({ settings, db }) => {
      const { open } = await db.keeper(keeper => figures(keeper, ['other']))
      return {
        state: settings.operator.contact.includes('@') ? 'kept' : 'broken',
        facts: [
          { fact: 'contact', word: settings.operator.contact },
          { fact: 'open', count: open },
        ],
      }
    },
  },
]
