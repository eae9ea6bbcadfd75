import { randomBytes } from 'node:crypto'
import type { Database, Keeper } from '../db/tenancy.ts'
import { queueJob } from '../jobs/queue.ts'
import { afterMaster, type MasterKey, type MasterKeys } from '../lib/master.ts'
import { receiptKeyOf } from '../lib/receipt-key.ts'
import { changeSecrets } from '../lib/secrets.ts'
import type { StoredSecrets } from '../lib/secrets-text.ts'
import { lockSecrets, tellSecrets } from './queries.ts'

/** Where secrets are changed: the folder of their file, and the database whose processes use them. */
export interface Place {
  db: Pick<Database, 'keeper'>
  folder: string
}

const dayMs = 24 * 60 * 60 * 1000
/** As long as the longest of tokens serves: a visitor's that is kept may be renewed for 30 days. */
const tokensMs = 31 * dayMs

/**
 * A new master key seals from now on: the one that was prepared, or else one made now. What the former ones sealed opens
 * as before, and is sealed anew by a job.
 */
export const rotateMaster = (place: Place): Promise<void> =>
  change(
    place,
    ({ masters, ...rest }, now) => {
      const { all, sealing } = afterMaster(masters) ? masters : withAnother(masters, now)
      return { ...rest, masters: { all, sealing: afterMaster({ all, sealing }) ?? sealing } }
    },
    keeper => queueJob(keeper, { kind: 'reseal', subject: {} }, { key: 'now' }),
  )

/**
 * Makes a master key that opens and does not yet seal, for platforms whose machines hold copies of the file: each gets
 * the file with it first. One that was prepared before stays the one.
 */
export const prepareMaster = (place: Place): Promise<void> =>
  change(place, ({ masters, ...rest }, now) => ({
    ...rest,
    masters: afterMaster(masters) ? masters : withAnother(masters, now),
  }))

/** A new key signs tokens; those of the former one are believed until the last of them is over. */
export const rotateTokens = (place: Place): Promise<void> =>
  change(place, ({ own, former, masters }, now) => {
    const before = { key: own.tokens, until: new Date(now.getTime() + tokensMs) }
    const tokens = [before, ...former.tokens.filter(({ until }) => until > now)]
    return { masters, own: { ...own, tokens: randomBytes(32) }, former: { ...former, tokens } }
  })

/** A new key signs receipts; of the former one the public half alone is kept, for good, among the published keys. */
export const rotateReceipts = (place: Place): Promise<void> =>
  change(place, ({ own, former, masters }) => {
    const { kid, x } = receiptKeyOf({ receipts: own.receipts, former })
    const receipts = [{ kid, x }, ...former.receipts]
    return { masters, own: { ...own, receipts: randomBytes(32) }, former: { ...former, receipts } }
  })

/** Takes the master keys before the one that seals out of the file. Whoever asks has made sure that nothing needs them. */
export const dropFormer = (place: Place, known: MasterKey): Promise<void> =>
  change(place, ({ masters: { all, sealing }, ...rest }) => {
    if (!sealing.key.equals(known.key)) throw new Error('another master key seals by now')
    return { ...rest, masters: { all: all.slice(all.indexOf(sealing)), sealing } }
  })

function withAnother({ all, sealing }: MasterKeys, now: Date): MasterKeys {
  return { all: [...all, { key: randomBytes(32), first: false, since: now }], sealing }
}

/** Whoever is told reads the file: it is changed before its processes hear of it. */
function change(
  { db, folder }: Place,
  changed: (stored: StoredSecrets, now: Date) => StoredSecrets,
  then: (keeper: Keeper) => Promise<void> = async () => {},
): Promise<void> {
  return db.keeper(async keeper => {
    await lockSecrets(keeper)
    await changeSecrets(folder, stored => changed(stored, keeper.now))
    await tellSecrets(keeper)
    await then(keeper)
  })
}
