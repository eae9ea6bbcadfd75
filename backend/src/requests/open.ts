import type { RightsRequest } from '@atavus/contract/requests'
import type { Keeper, Person, Tenant } from '../db/tenancy.ts'
import { queueJob } from '../jobs/queue.ts'
import { newId } from '../lib/ids.ts'
import { linkHash, linkToken } from '../lib/link-token.ts'
import type { World } from '../world.ts'
import { before, dueOf, linkEnd, reminders } from './clock.ts'
import { allOperators, insertRequest } from './queries.ts'
import { type Asked, sealAsked } from './sealed.ts'

/** What somebody asks. `workspace` null: of the platform. */
export interface Wish extends Asked {
  kind: RightsRequest['kind']
  via: RightsRequest['via']
  workspace: string | null
  assistant?: string | null
  account?: string | null
  visitor?: string | null
  /** Whether it is known that who asks is who they say; otherwise a link goes to their address first. */
  proven: boolean
  /** When it arrived, if not now. */
  arrivedAt?: Date
}

export const linkKind = 'request'

/**
 * Opens a request with its clock, in the handle's transaction: reminders and the escalation are put in line, and whoever
 * answers hears of it, of what the form brings once it is proven, and of a child's at once.
 */
export async function openRequest(
  world: World,
  handle: Tenant | Person | Keeper,
  wish: Wish,
): Promise<{ id: string; due: Date }> {
  const openedAt = wish.arrivedAt ?? handle.now
  const id = newId(handle.now)
  const due = dueOf(openedAt)
  const { contact, words, language, proven, kind } = wish
  const byLink = !proven && contact !== null
  // What the form takes in anybody's name waits for the link, and goes without it; a child's does not wait.
  const waits = byLink && wish.via === 'form' && kind !== 'child'
  await insertRequest(handle, {
    id,
    kind,
    via: wish.via,
    workspace: wish.workspace,
    assistant: wish.assistant ?? null,
    account: wish.account ?? null,
    visitor: wish.visitor ?? null,
    sealed: sealAsked(world.secrets.master, id, { contact, words, language }),
    linkHash: byLink ? linkHash(linkToken(world.secrets.refresh, linkKind, id)) : null,
    linkEnds: byLink ? linkEnd(handle.now) : null,
    proven,
    openedAt,
    dueAt: due,
    expiresAt: waits ? linkEnd(handle.now) : null,
  })
  if (byLink) await mail(handle, id, 'confirm', language)
  if (!waits) await tell(handle, id)
  await remindUntil(handle, id, due)
  return { id, due }
}

/** Puts the reminders of a request in line, and what is to happen on its day. */
export async function remindUntil(handle: Tenant | Person | Keeper, id: string, due: Date): Promise<void> {
  for (const moment of [...reminders.map(days => before(due, days)), due])
    if (moment > handle.now)
      await queueJob(
        handle,
        { kind: 'request', subject: { request: id } },
        { at: moment, key: `${id} ${moment.getTime()}` },
      )
}

/** Whoever is to answer hears that there is one. */
export const tell = (handle: Tenant | Person | Keeper, id: string): Promise<void> =>
  queueJob(handle, { kind: 'request', subject: { request: id, fresh: true } }, { key: `${id} fresh` })

/** Puts a mail to the person in line. */
export const mail = (
  handle: Tenant | Person | Keeper,
  request: string,
  about: 'confirm' | 'answered' | 'extended',
  language: 'en' | 'de',
): Promise<void> =>
  queueJob(
    handle,
    { kind: 'mail', subject: { mail: 'request', request, about, language } },
    { key: `${request} ${about}` },
  )

/** A job about one request: that it has come, or that its day comes nearer. */
export interface RequestDue {
  request: string
  fresh?: boolean
}

/** Every operator is told, under a key so that nobody is told twice. */
export async function tellOperators(
  keeper: Keeper,
  notice: 'request' | 'request-due',
  key: string,
): Promise<void> {
  for (const { account } of await allOperators(keeper)) {
    const subject = { mail: 'notice', account, notice, language: 'en' } as const
    await queueJob(keeper, { kind: 'mail', subject }, { key: `${key}:${account}` })
  }
}
