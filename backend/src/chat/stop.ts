import type { Policy } from '../assistants/policies.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'
import type { Live } from './live.ts'
import { findReply, tellStop } from './queries.ts'

/** Stops the answer to a visitor's message wherever it is made; one that has ended stays as it is. */
export async function stopAnswer(
  world: World,
  live: Live,
  policy: Policy,
  visitor: string,
  message: string,
): Promise<void> {
  await world.db.tenant(policy.workspace, async tenant => {
    const reply = await findReply(tenant, visitor, message)
    if (!reply) throw new Refusal('not_found')
    if (reply.state !== 'running') return
    if (live.get(reply.id)) live.cut('id', reply.id, 'stopped')
    else await tellStop(tenant, reply.id)
  })
}
