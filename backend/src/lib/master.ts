import { hkdfSync } from 'node:crypto'
import { openAfter, sealAfter } from './seal.ts'

/**
 * Everything that is sealed under the master key itself, each for one row alone: what it is bound to, from the ids of
 * its row. All else is sealed under a workspace's key. Whoever adds one here says where it lies, too
 * (`sealing/queries.ts`), so that a new master key finds it.
 */
export const places = {
  workspace: (id: string) => `workspace:${id}`,
  factor: (account: string) => `second-factor:${account}`,
  mail: (id: string) => `outbox:${id}`,
  /** By the hashes of its name and its request, in hex. */
  answer: (name: string, request: string) => `idempotency:${name}:${request}`,
  /** For the subject of a job: an address has no row of its own. */
  address: () => 'mail address',
  request: (id: string) => `request:${id}`,
  reply: (id: string) => `request answer:${id}`,
} as const satisfies Record<string, (...ids: string[]) => string>

export type PlaceName = keyof typeof places
type Ids<Name extends PlaceName> = Parameters<(typeof places)[Name]>

/** One master key. What is sealed under the first says version 1, under a later one version 2 and the key's id. */
export interface MasterKey {
  key: Buffer
  first: boolean
  /** When it was made, if not with the installation. */
  since?: Date | undefined
}

/** The master keys that are known, and which of them seals. */
export interface MasterKeys {
  all: readonly MasterKey[]
  sealing: MasterKey
}

export interface Master {
  /** Seals for a place under the key that seals now. */
  seal<Name extends PlaceName>(place: Name, ids: Ids<Name>, content: Buffer): Buffer
  /** Opens what was sealed for it under any of the keys; throws `UnknownMaster`, or when the place is another. */
  open<Name extends PlaceName>(place: Name, ids: Ids<Name>, sealed: Uint8Array): Buffer
  keys(): MasterKeys
  /** From now on these are the keys. */
  take(keys: MasterKeys): void
}

/** Sealed under a master key that is not known here: a former one, or another installation's. */
export class UnknownMaster extends Error {
  constructor() {
    super('sealed under an unknown master key')
    this.name = 'UnknownMaster'
  }
}

const idLength = 4

/** Tells master keys apart, and says nothing else about them. */
export const masterId = ({ key }: MasterKey): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', 'atavus master id', idLength))

/** What begins whatever is sealed under a master key. */
export const headOf = (master: MasterKey): Buffer =>
  master.first ? Buffer.of(1) : Buffer.concat([Buffer.of(2), masterId(master)])

/** What a sealed value begins with. */
export const headIn = (sealed: Uint8Array): Buffer =>
  Buffer.from(sealed.subarray(0, sealed[0] === 1 ? 1 : 1 + idLength))

/** `reread` looks for keys that have come meanwhile, when something is met that none of the known ones opens. */
export function createMaster(first: MasterKeys, reread?: () => MasterKeys): Master {
  let keys = first
  let byHead = headed(keys)
  let head = headOf(keys.sealing)
  const take = (taken: MasterKeys) => {
    keys = taken
    byHead = headed(taken)
    head = headOf(taken.sealing)
  }
  function keyOf(head: string): MasterKey {
    if (!byHead.has(head) && reread) take(reread())
    const found = byHead.get(head)
    if (!found) throw new UnknownMaster()
    return found
  }
  // What differs from place to place is how many ids it has; here they are a list.
  const boundTo = (place: PlaceName, ids: string[]): string =>
    (places[place] as (...ids: string[]) => string)(...ids)
  return {
    seal: (place, ids, content) => sealAfter(head, keys.sealing.key, content, boundTo(place, ids)),
    open: (place, ids, sealed) => {
      const start = headIn(sealed)
      return openAfter(start.length, keyOf(start.toString('hex')).key, sealed, boundTo(place, ids))
    },
    keys: () => keys,
    take,
  }
}

/** The one that was made after the one that seals; undefined: there is none. */
export const afterMaster = ({ all, sealing }: MasterKeys): MasterKey | undefined =>
  all[all.indexOf(sealing) + 1]

/** Those that sealed before, the first first. */
export const beforeMaster = ({ all, sealing }: MasterKeys): MasterKey[] => all.slice(0, all.indexOf(sealing))

const headed = ({ all }: MasterKeys): Map<string, MasterKey> =>
  new Map(all.map(master => [headOf(master).toString('hex'), master]))
