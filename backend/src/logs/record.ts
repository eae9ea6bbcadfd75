import type { SecurityEvent } from '@atavus/contract/logs'
import type { Operation } from '@atavus/contract/operation'
import { operations } from '@atavus/contract/operations'
import type { RefusalCode } from '@atavus/contract/refusals'
import type { Context, MiddlewareHandler } from 'hono'
import { clientAddress } from '../lib/client.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'
import type { Request } from './book.ts'

/** Refusals that tell of somebody where they may not be. Those that have an event of their own are not here. */
const events: Partial<Record<RefusalCode, SecurityEvent>> = {
  unauthenticated: 'access_denied',
  key_invalid: 'access_denied',
  key_disabled: 'access_denied',
  origin_not_allowed: 'access_denied',
  forbidden: 'access_denied',
  factor_demanded: 'access_denied',
  invitation_for_other: 'access_denied',
  link_spent: 'access_denied',
  link_invalid: 'access_denied',
  suspended: 'access_denied',
  not_found: 'access_denied',
  too_many_requests: 'limited',
  too_many_answers: 'limited',
}

/** By method and route template, as the doors are opened. */
const known = new Map(
  Object.values<Operation>(operations).map(operation => [
    `${operation.method.toUpperCase()} ${operation.path.replace(/\{(\w+)\}/g, ':$1')}`,
    operation,
  ]),
)

/**
 * Records each request once its answer begins: which door, by whom, how it went and how long it took (P4.3); and as a
 * happening at the doors who was refused. Nothing of what was sent is kept: no path, id, query, body or User-Agent.
 */
export function recordRequest(world: World): MiddlewareHandler<Door> {
  return async (c, next) => {
    const begun = performance.now()
    await next()
    if (c.req.method === 'OPTIONS') return
    const ms = Math.round(performance.now() - begun)
    const operation = known.get(`${c.req.method} ${c.req.routePath}`)
    const route = operation ? c.req.routePath : '/v1/*'
    const method = operation ? c.req.method : plainMethod(c.req.method)
    const by = whoCame(c, operation)
    const address = clientAddress(world.settings, c)
    world.logs.api({ method, route, status: c.res.status, ms, address, ...by })
    const event = eventOf(c, by, route)
    if (!event || !(c.error instanceof Refusal)) return
    const { workspace, kind } = by
    world.logs.security(event, {
      address,
      detail: `${route} ${c.error.code}`,
      ...(workspace && { workspace }),
      ...(kind !== 'key' && by.by && { account: by.by }),
    })
  }
}

type Caller = Pick<Request, 'kind' | 'by' | 'workspace'>

/** A workspace learns who came to its doors; what an account does at its own is not its business. */
function whoCame(c: Context<Door>, operation: Operation | undefined): Caller {
  // Whatever the gates came to know before they refused.
  const { account, device, policy, visitor, ...known }: Partial<Context<Door>['var']> = c.var
  const principal = known.principal ?? account
  if (device) return { kind: 'account', by: device.account, workspace: null }
  if (principal?.kind === 'key') return { kind: 'key', by: principal.key, workspace: principal.workspace }
  if (principal) {
    const kind = operation?.who === 'operator' && principal.operator ? 'operator' : 'account'
    return { kind, by: principal.account, workspace: inWorkspace(operation) ? principal.workspace : null }
  }
  return { kind: visitor ? 'visitor' : 'nobody', by: null, workspace: policy?.workspace ?? null }
}

const inWorkspace = (operation: Operation | undefined): boolean => operation?.who === 'workspace'

/** What is not found is somebody else's where somebody is known and names it by its id. */
function eventOf(c: Context<Door>, { kind }: Caller, route: string): SecurityEvent | undefined {
  if (!(c.error instanceof Refusal)) return undefined
  const { code } = c.error
  if (code === 'not_found' && (kind === 'nobody' || !route.includes('/:'))) return undefined
  return events[code]
}

const plainMethod = (method: string): string => (/^[A-Z-]{1,16}$/.test(method) ? method : 'OTHER')
