import { hkdfSync } from 'node:crypto'
import addresses from 'ipaddr.js'
import { network, subjectHash } from '../lib/subject.ts'

/** The keyed hash of an address's network, in hex, at a moment. */
type Networks = (address: string, moment: Date) => string

/**
 * Hashes under a key of the day (UTC), derived from the secret: on one day the same network is the same, on the next
 * nobody can tell (P1.8).
 */
export function createNetworks(secret: Buffer): Networks {
  let today: { day: string; key: Buffer } = { day: '', key: Buffer.alloc(0) }
  return (address, moment) => {
    const day = moment.toISOString().slice(0, 10)
    if (today.day !== day) today = { day, key: keyOf(secret, day) }
    return subjectHash(today.key, 'network', network(address)).toString('hex')
  }
}

const keyOf = (secret: Buffer, day: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `atavus log networks ${day}`, 32))

/** An address as the database takes it, without what only this machine understands; null when it is none. */
export function plainAddress(address: string | undefined): string | null {
  if (address === undefined || !addresses.isValid(address)) return null
  return addresses.process(address).toNormalizedString().replace(/%.*$/, '')
}
