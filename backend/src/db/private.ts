import { lookup } from 'node:dns/promises'
import addresses from 'ipaddr.js'
import { DatabaseError } from './error.ts'
import { databaseUrl } from './url.ts'

/** Refuses a database that the whole Internet can reach (P6.4). A socket's folder is private by itself. */
export async function requirePrivateDatabase(url: string): Promise<void> {
  const parsed = databaseUrl(url)
  if (!parsed?.hostname || parsed.searchParams.has('host')) return
  const found = await lookup(parsed.hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => [])
  if (!found.length) throw new DatabaseError('DATABASE_URL: its host is not known')
  if (found.some(({ address }) => addresses.process(address).range() === 'unicast'))
    throw new DatabaseError(
      'DATABASE_URL: the database stands at a public address; in production it must not',
    )
}
