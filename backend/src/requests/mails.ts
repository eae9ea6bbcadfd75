import { linkToken } from '../lib/link-token.ts'
import type { World } from '../world.ts'
import { linkKind } from './open.ts'
import { findRequest } from './queries.ts'
import { openAnswer, openAsked } from './sealed.ts'

/** How a mail about a request finds the person, and what it says. */
export const requestMail = (world: World, request: string, about: 'confirm' | 'answered' | 'extended') =>
  world.db.keeper(async keeper => {
    const row = await findRequest(keeper, request)
    if (!row) return undefined
    const { contact } = openAsked(world.secrets.master, row.id, row.sealed)
    if (!contact) return undefined
    const token = linkToken(world.secrets.refresh, linkKind, row.id)
    const answer = row.answer ? openAnswer(world.secrets.master, row.id, row.answer) : ''
    return {
      to: contact,
      page: about === 'confirm' ? `/requests/confirm?token=${token}` : '/requests',
      summary: about === 'answered' ? answer : (row.extended ?? ''),
      until: row.dueAt.toISOString().slice(0, 10),
      outcome: row.outcome ?? '',
    }
  })
