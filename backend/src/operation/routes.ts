import { openapi } from '@atavus/contract/openapi'
import type { Hono } from 'hono'
import addresses from 'ipaddr.js'
import type { Chat } from '../chat/chat.ts'
import { clientAddress } from '../lib/client.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'
import { metricsText } from './metrics.ts'
import { databaseAnswers } from './queries.ts'

/** What operators and their machines ask: is it alive, does it take work, how is it doing; and the API's description. */
export function openOperation(app: Hono<Door>, world: World, chat: Chat): void {
  app.get('/healthz', c => c.text('ok'))

  app.get('/readyz', async c => {
    const ready =
      !chat.admission.closed() && world.process() !== 0 && (await databaseAnswers(world.db.stranger))
    return ready ? c.text('ready') : c.text('not ready', 503)
  })

  app.get('/metrics', c => {
    const from = clientAddress(world.settings, c)
    if (!addresses.isValid(from) || addresses.process(from).range() !== 'loopback')
      throw new Refusal('not_found')
    return c.text(metricsText(chat), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
  })

  const description = JSON.stringify(openapi(world.settings.url, { plans: world.payments !== undefined }))
  app.get('/openapi.json', c => c.body(description, 200, { 'Content-Type': 'application/json' }))

  app.get('/.well-known/jwks.json', async c => c.json(await world.tokens.jwks()))
}
