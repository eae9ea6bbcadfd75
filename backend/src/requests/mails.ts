import { Later } from '../jobs/job.ts'
import { linkToken } from '../lib/link-token.ts'
import { Refusal } from '../lib/refusal.ts'
import { limited, takeSilently } from '../limits/limit.ts'
import type { LimitRule } from '../limits/rules.ts'
import type { World } from '../world.ts'
import { linkKind } from './open.ts'
import { findRequest } from './queries.ts'
import { openAnswer, openAsked } from './sealed.ts'

/** What strangers can have sent to one address. */
const strangersMails: LimitRule = { burst: 3, every: 60 * 60 }

/** How a mail about a request finds the person, and what it says. */
export async function requestMail(world: World, request: string, about: 'confirm' | 'answered' | 'extended') {
  const row = await world.db.keeper(keeper => findRequest(keeper, request))
  if (!row) return undefined
  const { contact } = openAsked(world.secrets.master, row.id, row.sealed)
  if (!contact) return undefined
  if (about === 'confirm') await waitForRoom(world, contact)
  const token = linkToken(world.secrets.refresh, linkKind, row.id)
  const answer = row.answer ? openAnswer(world.secrets.master, row.id, row.answer) : ''
  return {
    to: contact,
    page: about === 'confirm' ? `/requests/confirm?token=${token}` : '/requests',
    summary: about === 'answered' ? answer : (row.extended ?? ''),
    until: row.dueAt.toISOString().slice(0, 10),
    outcome: row.outcome ?? '',
  }
}

/**
 * Who asks by the form types whose address they like: more of these mails to one come later, and none is lost, so that
 * nobody keeps somebody else from asking.
 */
async function waitForRoom(world: World, contact: string): Promise<void> {
  try {
    await takeSilently(world, [limited(world, 'mails-to:request', contact.toLowerCase(), strangersMails)])
  } catch (error) {
    if (error instanceof Refusal && error.retryAfter !== undefined) throw new Later(error.retryAfter)
    throw error
  }
}
