import { createHmac } from 'node:crypto'
import addresses from 'ipaddr.js'
import { preparedKey } from './prepared-key.ts'

/** A keyed hash of whom a limit is about, so that the limits' table names nobody. Takes a kind and its id. */
export function subjectHash(key: Buffer, kind: string, id: string): Buffer {
  return createHmac('sha256', preparedKey(key)).update(`${kind}\0${id}`).digest().subarray(0, 16)
}

/** What one household or host shares: an IPv4 address, however it is written, or the first 64 bits of an IPv6 one. */
export function network(address: string): string {
  if (!addresses.isValid(address)) return address
  const bytes = addresses.process(address).toByteArray()
  return Buffer.from(bytes.length === 4 ? bytes : bytes.slice(0, 8)).toString('hex')
}
