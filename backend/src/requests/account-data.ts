import type { HeldTable } from '@atavus/contract/account-data'
import { csvLine } from '../lib/csv.ts'
import { type Packed, packed, packing, zipOfPacked } from '../lib/zip.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { pictureOf } from './held/queries.ts'
import { type Held, type HeldRow, heldOfAccount, pictureFile } from './held.ts'

/** Rows of each table that are shown on the page; the export has them all. */
const shownRows = 50
/** Rows that are in memory at once while an export is made. */
const rowsAtOnce = 1000

/** What is held about an account: to read, and to take along (GDPR Art. 15, 20). */
export function openAccountData(door: OpenDoor, world: World): void {
  door('accountData', async c => {
    await world.logs.flush()
    const tables = await world.db.keeper(async keeper => {
      const shown: HeldTable[] = []
      for (const held of await heldOfAccount(world, keeper, c.var.account.account))
        shown.push(await shownOf(held))
      return shown
    })
    return c.json({ at: world.now().toISOString(), tables })
  })

  door('accountExport', async c => {
    await world.logs.flush()
    const archive = await archiveOf(world, c.var.account.account)
    c.header('Content-Disposition', 'attachment; filename="my-data.zip"')
    c.header('Cache-Control', 'no-store')
    return c.body(new Uint8Array(archive), 200, { 'Content-Type': 'application/zip' })
  })
}

async function shownOf({ pages, ...told }: Held): Promise<HeldTable> {
  for await (const rows of pages(shownRows + 1))
    return { ...told, rows: rows.slice(0, shownRows), more: rows.length > shownRows }
  return { ...told, rows: [], more: false }
}

/**
 * One JSON file with everything, one CSV file a table, what their fields mean, and the picture. Each is packed while it
 * is read, so that an account of many years is never in memory whole, and never cut.
 */
function archiveOf(world: World, account: string): Promise<Buffer> {
  const at = world.now()
  return world.db.keeper(async keeper => {
    const data = packing('data.json')
    const files: Packed[] = []
    const schema: Record<string, Omit<Held, 'pages' | 'table'>> = {}
    await data.write(`{\n  "at": ${JSON.stringify(at)}`)
    for (const held of await heldOfAccount(world, keeper, account)) {
      const { table, pages: _, ...about } = held
      schema[table] = about
      await data.write(`,\n  ${JSON.stringify(table)}: [`)
      files.push(...(await packTable(held, data.write)))
      await data.write(']')
    }
    await data.write('\n}\n')
    const picture = await pictureOf(keeper, account)
    if (picture) files.push(packed(pictureFile, picture))
    return zipOfPacked(
      [await data.end(), packed('schema.json', JSON.stringify(schema, null, 2)), ...files],
      at,
    )
  })
}

/** Packs a table's rows as CSV, none where there are none, and hands them on as what stands in a JSON list. */
async function packTable(
  { table, columns, pages }: Held,
  write: (json: string) => Promise<void>,
): Promise<Packed[]> {
  const names = Object.keys(columns)
  let csv: ReturnType<typeof packing> | undefined
  for await (const rows of pages(rowsAtOnce)) {
    const json = rows.map(row => `\n    ${JSON.stringify(row)}`).join(',')
    await write(csv ? `,${json}` : json)
    csv ??= await begun(table, names)
    await csv.write(rows.map(row => lineOf(names, row)).join(''))
  }
  return csv ? [await csv.end()] : []
}

async function begun(table: string, names: string[]) {
  const csv = packing(`${table}.csv`)
  await csv.write(csvLine(names))
  return csv
}

const lineOf = (names: string[], row: HeldRow): string => csvLine(names.map(name => row[name] ?? ''))
