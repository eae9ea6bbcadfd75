import { createHash, randomBytes } from 'node:crypto'
import type { World } from '../world.ts'
import { insertLink, type Known, spendLink } from './queries.ts'

const minutes = 30

/** Makes a one-time link for an account: 256 random bits, of which only the hash is kept. Gives the token. */
export async function makeSignInLink(world: World, account: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(world.now().getTime() + minutes * 60_000)
  await world.db.person(account, person => insertLink(person, hashOf(token), expiresAt))
  return token
}

/** Spends a link's token; gives the account once, within half an hour, with its password's hash as it is then. */
export const spendSignInLink = (world: World, token: string): Promise<Known | undefined> =>
  spendLink(world.db.stranger, hashOf(token), world.now())

const hashOf = (token: string) => createHash('sha256').update(token).digest()
