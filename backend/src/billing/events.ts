import type { Hono } from 'hono'
import { clientAddress } from '../lib/client.ts'
import { type Door, textUpTo } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { network } from '../lib/subject.ts'
import { createFailures } from '../limits/failures.ts'
import type { World } from '../world.ts'
import { keepEvent } from './queries.ts'

const most = 1024 * 1024

/**
 * The door that Stripe's webhook comes to; it is none of the contract's. An event is believed by its signature alone and
 * kept once; of what it says only whom it is about matters: they are asked for anew, by a job. Whoever comes again and
 * again with a signature that is none is put off and written down no more. What is signed is taken from wherever it
 * comes: behind a proxy Stripe may have the same address as somebody who means ill.
 */
export function openStripe(app: Hono<Door>, world: World): void {
  const failures = createFailures(world.limits.refused, () => performance.now() / 1000)
  app.post('/webhooks/stripe', async c => {
    const { payments, settings, db, logs } = world
    if (!payments) throw new Refusal('not_found')
    const address = clientAddress(settings, c)
    const from = network(address)
    const text = await textUpTo(c, most)
    const now = world.now()
    const event = payments.readEvent(text, c.req.header('stripe-signature') ?? '', now)
    if (!event) {
      const retryAfter = failures.wait(from)
      if (retryAfter) throw new Refusal('too_many_requests', { retryAfter })
      failures.failed(from)
      logs.security('signature_invalid', { address, detail: 'stripe' })
      throw new Refusal('signature_invalid')
    }
    await keepEvent(db.stranger, event, now)
    c.header('Cache-Control', 'no-store')
    return c.json({})
  })
}
