import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'

/** A keyed hash of whom a limit is about, so that the limits' table names nobody. Takes a kind and its id. */
export function subjectHash(key: Buffer, kind: string, id: string): Buffer {
  return createHmac('sha256', key).update(`${kind}\0${id}`).digest().subarray(0, 16)
}

/** What one household or host shares: an IPv4 address, or the first 64 bits of an IPv6 one. */
export function network(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  const [head = '', tail] = address.toLowerCase().split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const groups =
    tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
