import type { Person } from '../db/tenancy.ts'
import { Refusal } from '../lib/refusal.ts'
import { factorInForce } from './factor/queries.ts'
import { lockHash } from './queries.ts'
import { lockSession } from './sessions/queries.ts'

/** What signs an account in: its password, by the hash, and the second factor, by the moment it came into force. */
export interface Proof {
  hash: string
  /** Null: there is none. */
  factor: Date | null
}

/**
 * What signs the handle's account in. Until the transaction is over nobody else changes it, or begins a session by it:
 * whatever depends on a proof, or makes one void, asks for this first. Undefined: the account is gone.
 */
export async function lockProof(person: Person): Promise<Proof | undefined> {
  const hash = await lockHash(person)
  if (hash === undefined) return undefined
  const factor = await factorInForce(person)
  return { hash, factor: factor?.since ?? null }
}

/**
 * The same for what is done in a session, which must go on until it is done: that it did when the request came says
 * nothing by now. Refuses with `unauthenticated`.
 */
export async function inSession(person: Person, session: string): Promise<Proof> {
  const proof = await lockProof(person)
  if (!proof || !(await lockSession(person, session))) throw new Refusal('unauthenticated')
  return proof
}

/** Whether two proofs are of the same password and the same second factor. */
export const isSame = (one: Proof, other: Proof): boolean =>
  one.hash === other.hash && one.factor?.getTime() === other.factor?.getTime()
