import { isForExtensions, isIdempotent, type Operation } from '@atavus/contract/operation'
import { type OperationName, operations } from '@atavus/contract/operations'
import type { Context, Handler, Hono, MiddlewareHandler } from 'hono'
import { isConfirmed } from '../accounts/confirmed.ts'
import { ownSite } from '../accounts/own-site.ts'
import { readSession } from '../accounts/signed-in.ts'
import type { Policies } from '../assistants/policies.ts'
import { bearerOf, readVisitor, type TokenUse } from '../consent/visitor.ts'
import { fromExtension } from '../devices/origin.ts'
import { readDevice } from '../devices/read.ts'
import { idempotent } from '../idempotency/idempotent.ts'
import { readApiKey } from '../keys/read.ts'
import { clientAddress } from '../lib/client.ts'
import { type Door, on } from '../lib/door.ts'
import { isSecretKey } from '../lib/keys.ts'
import { Refusal } from '../lib/refusal.ts'
import { network } from '../lib/subject.ts'
import { createFailures, type Failures } from '../limits/failures.ts'
import { limited, take } from '../limits/limit.ts'
import { membershipSubject } from '../revocation/membership.ts'
import type { World } from '../world.ts'
import type { AccountPrincipal, Principal } from './principal.ts'

/** Opens the door of an operation: who may come is read from the contract, further gates and the handler follow. */
export type OpenDoor = (name: OperationName, ...handlers: Handler<Door>[]) => void

/** What visitors' tokens are shown for, where it is not to chat. */
const uses: Partial<Record<OperationName, TokenUse>> = {
  renewToken: 'renewal',
  withdrawConsent: 'ending',
  visitorExport: 'access',
  visitorArchive: 'access',
  visitorLeft: 'access',
  visitorErase: 'ending',
  visitorObject: 'ending',
  visitorCorrect: 'ending',
}

/** The one place that knows every credential: whoever comes to a door of the contract passes here first. */
export function createDoors(app: Hono<Door>, world: World, policies: Policies): OpenDoor {
  const here = ownSite(world)
  const again = idempotent(world)
  const failures = createFailures(world.limits.refused, () => performance.now() / 1000)
  return (name, ...handlers) => {
    const operation: Operation = operations[name]
    const gates: MiddlewareHandler<Door>[] = []
    if (isForExtensions(operation)) gates.push(fromExtension)
    if (isOurOwn(operation)) gates.push((c, next) => (secretOf(c) === undefined ? here(c, next) : next()))
    if (operation.who !== 'anyone')
      gates.push(counted(world, failures, known(world, policies, operation, uses[name] ?? 'chat')))
    if (isIdempotent(operation)) gates.push(again)
    on(app, name, ...gates, ...handlers)
  }
}

/** What changes something by the cookies that a browser sends along, or gives it some, is for our own pages. */
const isOurOwn = (operation: Operation): boolean => {
  const { who, method, path } = operation
  return (
    method !== 'get' &&
    who !== 'visitor' &&
    who !== 'key' &&
    !path.startsWith('/v1/chat/') &&
    !isForExtensions(operation)
  )
}

/** The secret key that a request names; it speaks for itself, whatever cookies come along. */
function secretOf(c: Context<Door>): string | undefined {
  const bearer = bearerOf(c)
  return bearer !== undefined && isSecretKey(bearer) ? bearer : undefined
}

function known(
  world: World,
  policies: Policies,
  operation: Operation,
  use: TokenUse,
): MiddlewareHandler<Door> {
  return async (c, next) => {
    // Before anything is asked about the caller: what is revoked from here on may come too late for the answer.
    c.set('since', performance.now())
    if (operation.who === 'visitor') {
      const { visitor, policy } = await readVisitor(world, policies, c, use)
      c.set('visitor', visitor)
      c.set('policy', policy)
      c.set('subjects', visitor.subjects)
      return next()
    }
    if (operation.who === 'device') {
      const device = await readDevice(world, c)
      c.set('device', device)
      c.set('subjects', [device.account, device.session])
      return next()
    }
    const principal = await whoComes(world, c, operation)
    if (principal.kind === 'account') admitAccount(world, principal, operation)
    c.set('principal', principal)
    c.set('subjects', subjectsOf(principal))
    if (operation.right && !principal.rights.includes(operation.right)) throw new Refusal('forbidden')
    return next()
  }
}

/** Whoever comes with credentials that are none is refused unheard after a while, before anything is looked up. */
function counted(world: World, failures: Failures, gate: MiddlewareHandler<Door>): MiddlewareHandler<Door> {
  return async (c, next) => {
    const from = network(clientAddress(world.settings, c))
    const retryAfter = failures.wait(from)
    if (retryAfter) throw new Refusal('too_many_requests', { retryAfter })
    try {
      return await gate(c, next)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'unauthenticated') failures.failed(from)
      throw error
    }
  }
}

function subjectsOf(principal: Principal): string[] {
  const { workspace } = principal
  return principal.kind === 'key'
    ? [workspace, principal.key]
    : [workspace, principal.account, membershipSubject(workspace, principal.account), principal.session]
}

/** A key is named expressly, so it is what counts; a browser sends its cookies to whatever it asks. */
async function whoComes(world: World, c: Context<Door>, operation: Operation): Promise<Principal> {
  const { who } = operation
  const secret = secretOf(c)
  if (secret ? who !== 'key' && who !== 'workspace' : who === 'key') throw new Refusal('unauthenticated')
  const principal = secret ? await readApiKey(world, c, secret) : await bySession(world, c, operation)
  if (who !== 'key' && who !== 'workspace') return principal
  await take(world, c, [
    ...(principal.kind === 'key' ? [limited(world, 'api-key', principal.key, world.limits.apiKey)] : []),
    limited(world, 'workspace', principal.workspace, world.limits.workspace),
  ])
  return principal
}

/** Known before anything is refused: what is noted of a refusal says whose it is. */
async function bySession(
  world: World,
  c: Context<Door>,
  { who, evenSuspended }: Operation,
): Promise<AccountPrincipal> {
  const { suspended, ...account } = await readSession(world, c)
  c.set('account', account)
  c.set('principal', account)
  c.set('suspended', suspended)
  if (suspended && who === 'workspace' && !evenSuspended) throw new Refusal('suspended')
  return account
}

/** What only people can be asked: whether they are who they say, lately, and by two factors. */
function admitAccount(world: World, account: AccountPrincipal, { who, confirmed }: Operation): void {
  if (who === 'operator' && !account.operator) throw new Refusal('forbidden')
  if (who === 'operator' && !account.factor) throw new Refusal('factor_demanded')
  if (confirmed && !isConfirmed(account, world.now())) throw new Refusal('confirmation_required')
}
