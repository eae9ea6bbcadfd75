import { operations } from '@atavus/contract/operations'
import { Hono } from 'hono'
import { openAccounts } from './accounts/routes.ts'
import { createPolicies } from './assistants/policies.ts'
import { openAssistants } from './assistants/routes.ts'
import type { Chat } from './chat/chat.ts'
import { openChat } from './chat/routes.ts'
import { openWithdrawal } from './chat/withdraw.ts'
import { preflight, readableProblems } from './consent/preflight.ts'
import { openConsent } from './consent/routes.ts'
import { openLog } from './conversations/log-routes.ts'
import { openVisitorConversations } from './conversations/visitor-routes.ts'
import { isDataException } from './db/error.ts'
import { isPassing } from './db/transaction.ts'
import { openKnowledge } from './knowledge/routes.ts'
import { type Door, problemResponse } from './lib/door.ts'
import { ownPagesPolicy, safeHeaders } from './lib/headers.ts'
import { Refusal } from './lib/refusal.ts'
import { countRequest } from './operation/metrics.ts'
import { openOperation } from './operation/routes.ts'
import { openRemote } from './remote/routes.ts'
import { openSite } from './site/routes.ts'
import type { World } from './world.ts'

/** Every door of the backend, over one world. */
export function createApp(world: World, chat: Chat): Hono<Door> {
  const app = new Hono<Door>()
  const policies = createPolicies(world)

  app.use(async (c, next) => {
    await next()
    countRequest(c.req.method, c.req.routePath, c.res.status)
  })
  app.use(safeHeaders(world.settings))
  app.use('/v1/*', async (c, next) => {
    c.header('Content-Security-Policy', ownPagesPolicy)
    c.header('Cache-Control', 'no-store')
    c.header('Vary', 'Origin')
    await next()
  })
  app.onError((error, c) => {
    const headers = new Headers(c.res.headers)
    if (error instanceof Refusal) return problemResponse(error, headers)
    world.fault(error)
    return problemResponse(refusalOf(error), headers)
  })
  app.notFound(() => {
    throw new Refusal('not_found')
  })

  openOperation(app, world, chat)
  app.options('/v1/chat/*', preflight(policies))
  app.use('/v1/chat/*', readableProblems(policies))
  openConsent(app, world, policies)
  openChat(app, world, policies, chat)
  openWithdrawal(app, world, policies)
  openVisitorConversations(app, world, policies)
  openAccounts(app, world)
  openAssistants(app, world, policies)
  openKnowledge(app, world)
  openLog(app, world)
  openRemote(app, world)
  refuseOtherMethods(app)
  openSite(app, world.settings)
  return app
}

/** What a fault is to whoever asked. Values that the database cannot take (SQLSTATE class 22) are theirs to change. */
function refusalOf(error: Error): Refusal {
  if (isPassing(error)) return new Refusal('busy', { retryAfter: 2 })
  return new Refusal(isDataException(error) ? 'invalid_request' : 'broken')
}

/** A known path asked by another method is not allowed, rather than not found. */
function refuseOtherMethods(app: Hono<Door>): void {
  const paths = new Set(Object.values(operations).map(({ path }) => path.replace(/\{(\w+)\}/g, ':$1')))
  for (const path of paths)
    app.all(path, () => {
      throw new Refusal('method_not_allowed')
    })
}
