import { lookup } from 'node:dns/promises'
import { isNearby, isShared } from '../egress/addresses.ts'
import { type AddressClass, addressClass } from '../egress/class.ts'
import { DatabaseError } from './error.ts'
import { databaseUrl } from './url.ts'

/**
 * Refuses a database that stands anywhere but on this machine or in a network of its own (P6.4): every host that the
 * address names, each of which the connection may take. A socket's folder is private by itself.
 */
export async function requirePrivateDatabase(url: string): Promise<void> {
  const parsed = databaseUrl(url)
  const named = parsed?.searchParams.get('host') || parsed?.hostname
  // Who leaves it out leaves it to PGHOST, which nobody has checked.
  if (!named) throw new DatabaseError('DATABASE_URL: it names no host')
  for (const host of named.split(',')) if (!host.startsWith('/')) await requirePrivate(host)
}

/** Where the database stands; without an address it is our own, behind a socket. */
export async function databaseClass(url: string | undefined): Promise<AddressClass | 'socket'> {
  if (url === undefined) return 'socket'
  const parsed = databaseUrl(url)
  const named = parsed?.searchParams.get('host') || parsed?.hostname || ''
  const hosts = named.split(',').filter(host => !host.startsWith('/'))
  if (hosts.length === 0) return 'socket'
  const found = await Promise.all(hosts.map(addressClass))
  const widest = (['public', 'unresolved', 'private'] as const).find(one => found.includes(one))
  return widest ?? 'loopback'
}

async function requirePrivate(host: string): Promise<void> {
  const found = await lookup(host.replace(/^\[|\]$/g, ''), { all: true }).catch(() => [])
  if (!found.length) throw new DatabaseError('DATABASE_URL: its host is not known')
  if (!found.every(({ address }) => isNearby(address) || isShared(address)))
    throw new DatabaseError(
      'DATABASE_URL: the database stands at a public address; in production it must not',
    )
}
