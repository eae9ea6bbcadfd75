import { queueJob } from '../../jobs/queue.ts'
import { linkHash } from '../../lib/link-token.ts'
import { Refusal } from '../../lib/refusal.ts'
import { limited, takeSilently } from '../../limits/limit.ts'
import { sealAddress } from '../../mail/address.ts'
import type { AccountPrincipal } from '../../principal/principal.ts'
import type { World } from '../../world.ts'
import { notify } from '../notify.ts'
import type { Seen } from '../seen.ts'
import { inSession, lockProof } from '../standing.ts'
import { mailsTo, mayMail, newLink } from './links.ts'
import { dropLinks, findAccountLink, putEmailLink, spendAccountLink, updateEmail } from './queries.ts'

/**
 * Has a link sent to the address that is to be an account's, and word of it to the present one. Whether the new one is
 * another account's shows only to who opens its mails. Refuses with `too_many_requests` after five in an hour, and with
 * `unauthenticated` when the session has ended meanwhile.
 */
export async function sendEmailChange(
  world: World,
  { account, session }: Pick<AccountPrincipal, 'account' | 'session'>,
  email: string,
  { language }: Seen,
): Promise<void> {
  const address = email.toLowerCase()
  await takeSilently(world, [limited(world, 'email-changes', account, mailsTo)])
  if (!(await mayMail(world, 'email-change', address))) return
  const link = newLink(world, 'email-change')
  await world.db.person(account, async person => {
    await inSession(person, session)
    await putEmailLink(person, link, address)
    await queueJob(person, { kind: 'mail', subject: { mail: 'email-change', link: link.id, language } })
    await notify(person, 'email-change-asked', language)
  })
}

/**
 * Makes an address the account's, by the link that went to it, and tells both. Refuses with `link_spent`, or with
 * `email_taken` where it has become another account's.
 */
export async function verifyEmail(world: World, token: string, { address, language }: Seen): Promise<void> {
  const hash = linkHash(token)
  const found = await findAccountLink(world.db.stranger, 'email-change', hash, world.now())
  if (!found) throw new Refusal('link_spent')
  const { account } = found
  const work = world.db.person(account, async person => {
    await lockProof(person)
    const link = await spendAccountLink(person, 'email-change', hash)
    if (!link?.email) throw new Refusal('link_spent')
    const before = await updateEmail(person, link.email)
    if (before === undefined) throw new Refusal('link_spent')
    // A link that went to the old address is worth nothing any more.
    await dropLinks(person)
    const sealed = sealAddress(world.secrets.master, before)
    const subject = { mail: 'address', sealed, notice: 'email-changed', language } as const
    await queueJob(person, { kind: 'mail', subject })
    await notify(person, 'email-changed', language)
  })
  await work.catch(taken)
  world.logs.security('email_changed', { account, address })
}

function taken(error: { code?: string; constraint_name?: string }): never {
  throw error.code === '23505' && error.constraint_name === 'accounts_email'
    ? new Refusal('email_taken')
    : error
}
