import type { Outbox } from '@atavus/contract/account'
import type { z } from 'zod'
import { Refusal } from '../lib/refusal.ts'
import { limit } from '../limits/limit.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { readOutbox } from './outbox.ts'

/** The door to the outbox: on a machine of one's own, without a mail server, and asked by that machine's own name. */
export function openOutbox(door: OpenDoor, world: World): void {
  door('outbox', limit(world, 'arrivals'), async c => {
    const open = !world.settings.production && world.mailer.kind === 'outbox'
    if (!open || !isOwnName(c.req.url)) throw new Refusal('not_found')
    const mails = await readOutbox(world)
    const items = mails.map(({ at, ...mail }) => ({ ...mail, at: at.toISOString() }))
    return c.json({ items } satisfies z.infer<typeof Outbox>)
  })
}

// A name of somebody else's that leads to this machine would make its pages our own, and they could read the links.
const ownNames = new Set(['localhost', '127.0.0.1', '[::1]'])
const isOwnName = (url: string): boolean => ownNames.has(new URL(url).hostname)
