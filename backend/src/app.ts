import { operations } from '@atavus/contract/operations'
import { Hono } from 'hono'
import { openBelonging } from './accounts/belonging-routes.ts'
import { openFactor } from './accounts/factor-routes.ts'
import { openAccountLife } from './accounts/life-routes.ts'
import { openProfile } from './accounts/profile-routes.ts'
import { openAccounts } from './accounts/routes.ts'
import { openSessions } from './accounts/session-routes.ts'
import { createPolicies } from './assistants/policies.ts'
import { openAssistants } from './assistants/routes.ts'
import { openStripe } from './billing/events.ts'
import { openBilling } from './billing/routes.ts'
import { openBreaches } from './breaches/routes.ts'
import type { Chat } from './chat/chat.ts'
import { openChat } from './chat/routes.ts'
import { openWithdrawal } from './chat/withdraw.ts'
import { openArchive } from './claims/all.ts'
import { openCorrections } from './claims/correct.ts'
import { openYourData } from './claims/your-data.ts'
import { preflight, readableProblems } from './consent/preflight.ts'
import { openConsent } from './consent/routes.ts'
import { openLog } from './conversations/log-routes.ts'
import { openVisitorConversations } from './conversations/visitor-routes.ts'
import { isDataException } from './db/error.ts'
import { isPassing } from './db/transaction.ts'
import { openPreflights } from './devices/origin.ts'
import { openDevices } from './devices/routes.ts'
import { openDocs } from './docs/routes.ts'
import { openErasure } from './erasure/routes.ts'
import { openHolds } from './holds/routes.ts'
import { openIdentity } from './identity/routes.ts'
import { openApiKeys } from './keys/api-keys.ts'
import { openPublicKeys } from './keys/public-keys.ts'
import { openKnowledge } from './knowledge/routes.ts'
import { openLedger } from './ledger/routes.ts'
import { type Door, problemResponse } from './lib/door.ts'
import { ownPagesPolicy, safeHeaders } from './lib/headers.ts'
import { Refusal } from './lib/refusal.ts'
import { recordRequest } from './logs/record.ts'
import { openLogs } from './logs/routes.ts'
import { openOutbox } from './mail/routes.ts'
import { openMetering } from './metering/routes.ts'
import { countRequest } from './operation/metrics.ts'
import { openOperation } from './operation/routes.ts'
import { openOperator } from './operator/routes.ts'
import { openOwnChat } from './own/routes.ts'
import { openPolicy } from './policy/routes.ts'
import { createDoors } from './principal/doors.ts'
import { openRecord } from './privacy/routes.ts'
import { openLeft } from './remote/left.ts'
import { openRemote } from './remote/routes.ts'
import { openAccountData } from './requests/account-data.ts'
import { openRequestPages } from './requests/pages.ts'
import { openRequests } from './requests/routes.ts'
import { openRetention } from './retention/routes.ts'
import { openServerChat } from './server-chat/routes.ts'
import { openSite } from './site/routes.ts'
import { openTrust } from './trust/routes.ts'
import { openWebhooks } from './webhooks/routes.ts'
import { openInvitations } from './workspaces/invitations.ts'
import { openTeam } from './workspaces/routes.ts'
import type { World } from './world.ts'

/** Every door of the backend, over one world. */
export function createApp(world: World, chat: Chat): Hono<Door> {
  const app = new Hono<Door>()
  const policies = createPolicies(world)

  app.use(async (c, next) => {
    await next()
    countRequest(c.req.method, c.req.routePath, c.res.status)
  })
  app.use('/v1/*', recordRequest(world))
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
  const door = createDoors(app, world, policies)
  app.options('/v1/chat/*', preflight(policies))
  app.use('/v1/chat/*', readableProblems(policies))
  openPreflights(app)
  openConsent(door, world, policies)
  openChat(door, world, chat)
  openWithdrawal(door, world)
  openVisitorConversations(door, world)
  openArchive(door, world)
  openCorrections(door, world)
  openAccounts(door, world)
  openAccountLife(door, world)
  openOutbox(door, world)
  openProfile(door, world)
  openSessions(door, world)
  openDevices(door, world)
  openFactor(door, world)
  openBelonging(door, world)
  openTeam(door, world)
  openInvitations(door, world)
  openApiKeys(door, world)
  openPublicKeys(door, world, policies)
  openIdentity(door, world, policies)
  openAssistants(door, world, policies)
  openKnowledge(door, world)
  openLog(door, world)
  openMetering(door, world)
  openBilling(door, world)
  openLogs(door, world)
  openWebhooks(door, world)
  openStripe(app, world)
  openOperator(door, world)
  openBreaches(door, world)
  openPolicy(door, world)
  openLedger(door, world)
  openRecord(door, world)
  openRequests(door, world)
  openAccountData(door, world)
  openHolds(door, world)
  openRetention(door, world)
  openErasure(door, world)
  openRemote(door, world)
  openLeft(door, world)
  openServerChat(door, world, policies, chat)
  openOwnChat(door, world, policies, chat)
  openRequestPages(app, world, policies)
  openYourData(app, world, policies)
  openTrust(app, door, world)
  refuseOtherMethods(app)
  openDocs(app, world.settings)
  openSite(app, world)
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
