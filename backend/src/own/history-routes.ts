import { OwnConversationsQuery, OwnExportQuery, OwnSettings, OwnSharing } from '@atavus/contract/own'
import { eraseOwn } from '../conversations/erase/own.ts'
import { eraseConversation } from '../conversations/erase/queries.ts'
import { titleOf } from '../conversations/transcript.ts'
import { takeTime } from '../db/take-time.ts'
import { noteDeletion, receiptedButHeld } from '../deletions/receipt.ts'
import { isHeld, lockHolds } from '../holds/queries.ts'
import { eraseOnceReleased } from '../holds/released.ts'
import { cursorFrom, cursorOf } from '../lib/cursor.ts'
import { body, pathId, query } from '../lib/door.ts'
import { asFile } from '../lib/file.ts'
import { Refusal } from '../lib/refusal.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { belongsTo, historyOf, openOwn, sharingOf, wholeOf } from './history.ts'
import { markdownOf } from './markdown.ts'
import { daysOf, setDays, setShared } from './queries.ts'

const pageSize = 30

/** What an account does with its own conversations; also where it does not belong any more. */
export function openOwnHistory(door: OpenDoor, world: World): void {
  const { db } = world

  door('ownConversations', async c => {
    const { query: words, before } = query(c, OwnConversationsQuery)
    const wanted = {
      query: words,
      before: before === undefined ? undefined : cursorFrom(before),
      limit: pageSize + 1,
    }
    const found = await db.person(c.var.device.account, person => historyOf(world, person, wanted))
    const items = found.slice(0, pageSize)
    const last = items.at(-1)
    const next = found.length > pageSize && last ? cursorOf({ at: new Date(last.lastAt), id: last.id }) : null
    return c.json({ items, next })
  })

  door('ownConversation', async c => {
    const id = pathId(c, 'conversation')
    return c.json(
      await db.person(c.var.device.account, async person =>
        wholeOf(person, await openOwn(world, person, id)),
      ),
    )
  })

  door('exportOwn', async c => {
    const { as } = query(c, OwnExportQuery)
    const id = pathId(c, 'conversation')
    const { title, conversation, language } = await db.person(c.var.device.account, async person => {
      const opened = await openOwn(world, person, id)
      const { key, row } = opened
      const conversation = await wholeOf(person, opened)
      return { title: titleOf(key, row), conversation, language: row.language }
    })
    asFile(c, `conversation-${conversation.startedAt.slice(0, 10)}`, as === 'json' ? 'json' : 'md')
    return c.body(
      as === 'json'
        ? JSON.stringify({ title, ...conversation }, null, 2)
        : markdownOf(title, conversation, language),
    )
  })

  door('eraseOwnConversation', async c => {
    const id = pathId(c, 'conversation')
    const since = performance.now()
    const deletion = await db.person(c.var.device.account, async person => {
      const { tenant } = await openOwn(world, person, id)
      await lockHolds(tenant, tenant.workspace, false)
      const held = (await isHeld(tenant, id)) ? 1 : 0
      if (held) await eraseOnceReleased(tenant, { of: 'conversation', via: 'account', conversation: id })
      const counts = held ? { conversations: 0, messages: 0 } : await eraseConversation(tenant, id)
      if (!held && !counts.conversations) throw new Refusal('not_found')
      const what = { kind: 'conversation', via: 'account', subject: id, counts, held } as const
      return noteDeletion(tenant, what, since)
    })
    return c.json(await receiptedButHeld(world, deletion))
  })

  door('eraseOwn', async c => {
    const { account } = c.var.device
    const since = performance.now()
    const deletion = await db.person(account, async person => {
      await takeTime(person)
      const { held, ...counts } = await eraseOwn(person, 'account')
      return noteDeletion(person, { kind: 'visitor', via: 'account', subject: account, counts, held }, since)
    })
    return c.json(await receiptedButHeld(world, deletion))
  })

  door('shareOwn', async c => {
    const { shared } = await body(c, OwnSharing)
    const id = pathId(c, 'conversation')
    return c.json(
      await db.person(c.var.device.account, async person => {
        const { tenant, workspace } = await openOwn(world, person, id)
        if (shared && !(await belongsTo(person, workspace.id))) throw new Refusal('forbidden')
        // What is not shared any more is held by less, as where a hold ends.
        if (!shared) await lockHolds(tenant, workspace.id, true)
        await setShared(tenant, person.account, id, shared)
        return sharingOf(person, await openOwn(world, person, id))
      }),
    )
  })

  door('ownSettings', async c => c.json({ days: await db.person(c.var.device.account, daysOf) }))

  door('changeOwnSettings', async c => {
    const { days } = await body(c, OwnSettings)
    await db.person(c.var.device.account, person => setDays(person, days))
    return c.json({ days })
  })
}
