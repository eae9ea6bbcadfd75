import { Ask, Feedback } from '@atavus/contract/chat'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import type { Policies } from '../assistants/policies.ts'
import { consented, scope } from '../consent/routes.ts'
import { requireConsent } from '../consent/standing.ts'
import { body, type Door, on, pathId } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limitTurns } from '../limits/turns.ts'
import type { World } from '../world.ts'
import type { Chat } from './chat.ts'
import { follow, followHere } from './follow.ts'
import { make } from './make.ts'
import { findReply, rateAnswer, tellStop } from './queries.ts'
import { beginTurn } from './turn.ts'

declare module '../lib/door.ts' {
  interface Variables {
    ask: Ask
  }
}

export function openChat(app: Hono<Door>, world: World, policies: Policies, chat: Chat): void {
  const { live, admission } = chat
  const visitor = scope(world, policies)
  // The body is read before a place is taken: who sends it slowly holds up nobody.
  const gates = [visitor, asked, admission.gate, limitTurns(world), consented(world)]

  on(app, 'ask', ...gates, async c => {
    const { ask, policy } = c.var
    const begun = await beginTurn(world, policy, c.var.visitor, ask, mayLeave(c))
    if (!begun.fresh) return followOwn(c, ask.id.toLowerCase())
    const { reply, prompt } = begun
    live.add(reply)
    void make(world, chat, reply, policy, { prompt })
    return followHere(c, chat, reply)
  })

  on(app, 'followAnswer', visitor, limitTurns(world), c => followOwn(c, pathId(c, 'message')))

  async function followOwn(c: Context<Door>, message: string): Promise<Response> {
    const { policy, visitor } = c.var
    await world.db.tenant(policy.workspace, tenant => requireConsent(tenant, visitor.consent))
    return follow(world, chat, c, { policy, visitor: visitor.id, message })
  }

  on(app, 'stopAnswer', visitor, limitTurns(world), async c => {
    const message = pathId(c, 'message')
    await world.db.tenant(c.var.policy.workspace, async tenant => {
      const reply = await findReply(tenant, c.var.visitor.id, message)
      if (!reply) throw new Refusal('not_found')
      if (reply.state !== 'running') return
      if (live.get(reply.id)) live.cut('id', reply.id, 'stopped')
      else await tellStop(tenant, reply.id)
    })
    return c.body(null, 204)
  })

  on(app, 'rateAnswer', visitor, limitTurns(world), async c => {
    const { thumb } = await body(c, Feedback)
    const { workspace } = c.var.policy
    await world.db.tenant(workspace, async tenant => {
      await requireConsent(tenant, c.var.visitor.consent)
      const reply = await findReply(tenant, c.var.visitor.id, pathId(c, 'message'))
      if (!reply || !(await rateAnswer(tenant, reply, thumb))) throw new Refusal('not_found')
    })
    return c.body(null, 204)
  })
}

const asked: MiddlewareHandler<Door> = async (c, next) => {
  c.set('ask', await body(c, Ask))
  await next()
}

/**
 * Whether the visitor lets these words leave our server. A browser that asks not to share (Sec-GPC) is heeded unless
 * the visitor said yes to the recipient while it asked so.
 */
function mayLeave(c: Context<Door>): boolean {
  const { remote, gpc } = c.var.visitor
  return remote && (gpc || c.req.header('sec-gpc') !== '1')
}
