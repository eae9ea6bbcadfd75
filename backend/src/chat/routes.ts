import { Ask, Feedback } from '@atavus/contract/chat'
import type { Context, MiddlewareHandler } from 'hono'
import { consented } from '../consent/routes.ts'
import { requireConsent } from '../consent/standing.ts'
import { mayLeave } from '../consent/visitor.ts'
import { body, type Door, pathId } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limitTurns } from '../limits/turns.ts'
import { countVisitorUse } from '../metering/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import type { Chat } from './chat.ts'
import { follow, followHere } from './follow.ts'
import { findReply, rateAnswer } from './queries.ts'
import { networkPlace, startAnswer } from './start.ts'
import { stopAnswer } from './stop.ts'

declare module '../lib/door.ts' {
  interface Variables {
    ask: Ask
  }
}

/** The doors of the conversation itself. The visitor is known by the time these gates are reached. */
export function openChat(door: OpenDoor, world: World, chat: Chat): void {
  const { live, admission } = chat
  // The body is read before a place is taken: who sends it slowly holds up nobody.
  const gates = [asked, admission.gate, limitTurns(world), consented(world)]

  door('ask', ...gates, async c => {
    const { ask, policy, visitor, since } = c.var
    const places = [networkPlace(world, chat, c)]
    const reply = await startAnswer(world, chat, {
      policy,
      visitor,
      ask,
      remote: mayLeave(visitor, c),
      places,
      since,
    })
    return reply ? followHere(c, chat, reply) : followOwn(c, ask.id.toLowerCase())
  })

  door('followAnswer', limitTurns(world), c => followOwn(c, pathId(c, 'message')))

  async function followOwn(c: Context<Door>, message: string): Promise<Response> {
    const { policy, visitor } = c.var
    await world.db.tenant(policy.workspace, async tenant => {
      await requireConsent(tenant, visitor.consent)
      if (c.req.header('last-event-id'))
        await countVisitorUse(tenant, 'feature:resume', policy.id, visitor.id)
    })
    return follow(world, chat, c, { policy, visitor: visitor.id, message })
  }

  door('stopAnswer', limitTurns(world), async c => {
    const { policy, visitor } = c.var
    await stopAnswer(world, live, policy, visitor.id, pathId(c, 'message'))
    return c.body(null, 204)
  })

  door('rateAnswer', limitTurns(world), async c => {
    const { thumb } = await body(c, Feedback)
    const { id, workspace } = c.var.policy
    await world.db.tenant(workspace, async tenant => {
      await requireConsent(tenant, c.var.visitor.consent)
      const reply = await findReply(tenant, c.var.visitor.id, pathId(c, 'message'))
      if (!reply || !(await rateAnswer(tenant, reply, thumb))) throw new Refusal('not_found')
      await countVisitorUse(tenant, 'feature:feedback', id, c.var.visitor.id)
    })
    return c.body(null, 204)
  })
}

const asked: MiddlewareHandler<Door> = async (c, next) => {
  c.set('ask', await body(c, Ask))
  await next()
}
