import { type Egress, EgressExportQuery, EgressQuery } from '@atavus/contract/egress'
import type { Context } from 'hono'
import type { z } from 'zod'
import { cursorFrom, cursorOf } from '../lib/cursor.ts'
import { type Door, query } from '../lib/door.ts'
import { asFile } from '../lib/file.ts'
import { fileStream } from '../lib/file-stream.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { type AskForLines, exportedLines, itemOf } from './export.ts'
import {
  type EgressFilter,
  type EgressRow,
  type EgressSum,
  listEgress,
  listPlatformEgress,
  sumEgress,
} from './queries.ts'

const pageSize = 50
const summedDays = 30

/** The ledger of what left: a workspace's own, and the platform's; as pages and as a file. */
export function openLedger(door: OpenDoor, world: World): void {
  const { db, ledger } = world

  door('egress', async c => {
    await ledger.flush()
    const { workspace } = c.var.principal
    return answer(c, filter =>
      db.tenant(workspace, async tenant => ({
        rows: [...(await listEgress(tenant, filter))],
        sums: [...(await sumEgress(tenant, summedDays))],
      })),
    )
  })

  door('operatedEgress', async c => {
    await ledger.flush()
    return answer(c, filter =>
      db.keeper(async keeper => ({
        rows: [...(await listPlatformEgress(keeper, filter))],
        sums: [...(await sumEgress(keeper, summedDays))],
      })),
    )
  })

  // Figures that the doors above show as well: no audit.
  door('exportEgress', c => {
    const { workspace } = c.var.principal
    return file(world, c, filter => db.tenant(workspace, async tenant => listEgress(tenant, filter)))
  })

  door('exportOperatedEgress', c =>
    file(world, c, filter => db.keeper(async keeper => listPlatformEgress(keeper, filter))),
  )
}

async function answer(
  c: Context<Door>,
  ask: (filter: EgressFilter) => Promise<{ rows: EgressRow[]; sums: EgressSum[] }>,
): Promise<Response> {
  const { refused, cursor } = query(c, EgressQuery)
  const before = cursor === undefined ? undefined : cursorFrom(cursor)
  const { rows, sums } = await ask({ refused: refused === 'true', before, limit: pageSize + 1 })
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  const next = rows.length > pageSize && last ? cursorOf({ at: last.at, id: last.id }) : null
  return c.json({ sums, items: page.map(itemOf), next } satisfies z.infer<typeof Egress>)
}

async function file(world: World, c: Context<Door>, ask: AskForLines): Promise<Response> {
  const { format, refused } = query(c, EgressExportQuery)
  await world.ledger.flush()
  const begun = world.now()
  asFile(c, `left-${begun.toISOString().slice(0, 10)}`, format)
  return c.body(fileStream(world, c.var.subjects, exportedLines(ask, refused === 'true', format, begun)))
}
