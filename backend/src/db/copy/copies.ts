import { connectAsAdmin, type DatabaseAddress } from '../connect.ts'
import { clearScratch, inScratch } from './scratch.ts'
import { inSnapshot, type Snapshot } from './snapshot.ts'

/** What of a database's inside a backup needs: see `inSnapshot` and `inScratch`. */
export interface Copies {
  snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>
  scratch<T>(work: (address: DatabaseAddress) => Promise<T>): Promise<T>
  /** Removes what such work left that was killed. Only where one is `alone` with backups, as with `scratch`. */
  clear(): Promise<void>
  /** Does something that one process may do at a time; undefined: another one is at it. */
  alone<T>(what: 'backup' | 'ledger', work: () => Promise<T>): Promise<T | undefined>
}

export const copiesOf = (address: DatabaseAddress): Copies => ({
  snapshot: work => inSnapshot(address, work),
  scratch: work => inScratch(address, work),
  clear: () => clearScratch(address),
  alone: async (what, work) => {
    const guard = connectAsAdmin(address, { lasting: true })
    try {
      const [lock] = await guard<{ mine: boolean }[]>`
        select pg_try_advisory_lock(hashtext('atavus.copies'), hashtext(${what})) as mine
      `
      return lock?.mine ? await work() : undefined
    } finally {
      await guard.end({ timeout: 1 })
    }
  },
})
