import { lookup } from 'node:dns/promises'
import addresses from 'ipaddr.js'
import { isNearby, isShared } from './addresses.ts'

/** Where a host stands, as far as anyone may know it. */
export type AddressClass = 'loopback' | 'private' | 'public' | 'unresolved'

/** The class of a host's address, of the widest where it has several. */
export async function addressClass(host: string): Promise<AddressClass> {
  const found = await lookup(host.replace(/^\[|\]$/g, ''), { all: true }).catch(() => [])
  if (found.length === 0) return 'unresolved'
  if (!found.every(({ address }) => isNearby(address) || isShared(address))) return 'public'
  const loops = found.every(({ address }) => addresses.process(address).range() === 'loopback')
  return loops ? 'loopback' : 'private'
}
