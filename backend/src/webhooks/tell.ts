import type { Delivery } from '@atavus/contract/workspace'
import type { Tenant } from '../db/tenancy.ts'
import { GiveUp, type Taken } from '../jobs/job.ts'
import { queueJob } from '../jobs/queue.ts'
import { newId } from '../lib/ids.ts'
import type { World } from '../world.ts'
import type { Facts, Happening } from './happened.ts'
import { conversationLives, insertDelivery, listeners } from './queries.ts'

/** Tells a happening to every webhook that asked, each by a job of its own; the same happening once, however often run. */
export async function tellHappening(
  { db }: World,
  { event, data, at }: Happening,
  { id, workspace }: Taken,
): Promise<void> {
  if (!workspace) throw new GiveUp()
  await db.tenant(workspace, async tenant => {
    if (data.conversation !== undefined && !(await conversationLives(tenant, String(data.conversation))))
      return
    for (const webhook of await listeners(tenant, event))
      await addDelivery(tenant, webhook, { id, event, data, at: new Date(at) })
  })
}

interface ToTell {
  /** The happening's own, the same for every webhook. */
  id: string
  event: Delivery['event']
  data: Facts
  at: Date
}

/** Keeps a delivery to a webhook and puts it in line, once; gives its id, or undefined when it was told already. */
export async function addDelivery(
  tenant: Tenant,
  webhook: string,
  happening: ToTell,
): Promise<string | undefined> {
  const { event, data, at } = happening
  const id = newId(tenant.now)
  const body = JSON.stringify({ type: event, timestamp: at.toISOString(), data })
  if (!(await insertDelivery(tenant, { id, webhook, happening: happening.id, event, body }))) return undefined
  await queueJob(tenant, { kind: 'webhook', subject: { delivery: id } }, { key: id })
  return id
}
