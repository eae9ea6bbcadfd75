import type { PromiseEntry } from '../privacy/promise.ts'
import { wordingHash } from './content.ts'
import { listPolicies, noticesNow } from './queries.ts'
import { isOutdated } from './text.ts'

const hourMs = 60 * 60 * 1000

export const policyPromises: readonly PromiseEntry[] = [
  {
    id: 'P11.1',
    promise: 'The policy shows when it was last updated, and every former version can be read.',
    enforced:
      'Versions are known by the hash of all they say, which is reckoned anew here; nobody can change one.',
    check: async ({ db, settings }) => {
      const rows = await listPolicies(db.stranger)
      const [latest] = rows
      const changed = rows.filter(row => wordingHash(row).toString('hex') !== row.hash)
      const outdated = latest !== undefined && isOutdated(latest, settings.operator)
      const missing = (latest?.version ?? 0) - rows.length
      return {
        state: !latest || changed.length || missing ? 'broken' : outdated ? 'attention' : 'kept',
        facts: [
          { fact: 'versions', count: rows.length },
          { fact: 'version', word: String(latest?.version ?? 'none') },
          { fact: 'operator', word: outdated ? 'changed since it was published' : 'as published' },
          { fact: 'changed', count: changed.length },
          { fact: 'missing', count: missing },
        ],
      }
    },
  },
  {
    id: 'P11.2',
    promise: 'Significant changes are notified by e-mail or on the platform.',
    enforced:
      'Publishing one mails every account, tries until a mail server took it, and shows it until it is read; visitors are asked anew.',
    check: async ({ db, now }) => {
      const before = new Date(now().getTime() - hourMs)
      const notices = await db.keeper(keeper => noticesNow(keeper, before))
      const { told, sent, outbox, failed, waiting, late, untold } = notices
      return {
        state: untold ? 'broken' : late ? 'attention' : 'kept',
        facts: [
          { fact: 'told', count: told },
          { fact: 'mailed', count: sent },
          { fact: 'outbox', count: outbox },
          { fact: 'outstanding', count: waiting },
          { fact: 'undeliverable', count: failed },
          { fact: 'untold', count: untold },
        ],
      }
    },
  },
]
