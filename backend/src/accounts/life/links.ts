import { newId } from '../../lib/ids.ts'
import { linkHash, linkToken } from '../../lib/link-token.ts'
import { hasRoom, limited } from '../../limits/limit.ts'
import type { LimitRule } from '../../limits/rules.ts'
import type { World } from '../../world.ts'
import type { LinkKind, NewLink } from './queries.ts'

type Kind = 'sign-up' | LinkKind

/** How long a link works, in minutes. */
const minutes: Record<Kind, number> = { 'sign-up': 24 * 60, reset: 30, 'email-change': 24 * 60 }

/** A link that is to be sent: what its row keeps. */
export function newLink(world: World, kind: Kind): NewLink {
  const now = world.now()
  const id = newId(now)
  const expiresAt = new Date(now.getTime() + minutes[kind] * 60_000)
  return { id, hash: linkHash(tokenOf(world, kind, id)), now, expiresAt }
}

/** The token of a link, 256 bits that nobody can make without our secret; it stands in the mail alone. */
export const tokenOf = (world: World, kind: Kind, id: string): string =>
  linkToken(world.secrets.refresh, kind, id)

/**
 * What strangers can have sent to one address, of each kind, so that mails of one keep none of another from going:
 * enough for whoever lost a mail, too little to fill a mailbox.
 */
export const mailsTo: LimitRule = { burst: 5, every: 12 * 60 }

/**
 * Whether an address may be sent another mail that anybody can ask for. Where not, the last one still holds, and who
 * asked hears the same as ever.
 */
export const mayMail = (world: World, kind: Kind, address: string): Promise<boolean> =>
  hasRoom(world, [limited(world, `mails-to:${kind}`, address, mailsTo)])
