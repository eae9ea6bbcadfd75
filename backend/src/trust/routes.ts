import type { Context, Hono } from 'hono'
import type { Door } from '../lib/door.ts'
import { pageHeaders } from '../lib/headers.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { lookAtAll } from './look.ts'
import { trustPage } from './page.ts'
import { listChanges, listChecks } from './queries.ts'
import { keepServed } from './served.ts'
import { trustOperated, trustShown } from './shown.ts'

const shownChanges = 100
const minute = 'public, max-age=60'

/** Whether each promise is kept: for anyone, and exactly for operators. */
export function openTrust(app: Hono<Door>, door: OpenDoor, world: World): void {
  keepServed(world.settings, app)
  app.get('/trust', async c => {
    pageHeaders(c.header.bind(c))
    c.header('Cache-Control', minute)
    return c.html(trustPage(world.settings, await trustShown(world)))
  })
  app.get('/trust.json', async c => {
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cache-Control', minute)
    return c.json(await trustShown(world))
  })

  door('operatedTrust', c => operated(world, c))
  door('lookAgain', async c => {
    await lookAtAll(world)
    return operated(world, c)
  })
}

async function operated(world: World, c: Context<Door>): Promise<Response> {
  const [rows, changes] = await world.db.keeper(
    async keeper =>
      [[...(await listChecks(keeper))], [...(await listChanges(keeper, shownChanges))]] as const,
  )
  return c.json(trustOperated(world, rows, changes))
}
