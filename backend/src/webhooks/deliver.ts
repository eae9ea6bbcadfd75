import type { Tenant } from '../db/tenancy.ts'
import { type EgressCode, EgressRefused } from '../egress/purpose.ts'
import { GiveUp, Later, type Taken } from '../jobs/job.ts'
import { queueJob } from '../jobs/queue.ts'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import { audit } from '../logs/audit.ts'
import type { World } from '../world.ts'
import { checkedAddress, purposeOf } from './address.ts'
import {
  countGivenUp,
  endAttempt,
  endDeliveries,
  endDelivery,
  type Outcome,
  switchOff,
  type TakenDelivery,
  takeDelivery,
  waitingDelivery,
} from './queries.ts'
import { openSecret, signed } from './sign.ts'

/** Seconds after each attempt that failed; after the last one there is none. */
const pauses = [60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 12 * 3600, 24 * 3600]
const mostAttempts = pauses.length + 1
/** An attempt that its process did not survive is over by then. */
const attemptSeconds = 60
/** How soon what waited goes out once a workspace is suspended no more. */
const suspendedSeconds = 60 * 60
const limits = { firstByteMs: 10_000, totalMs: 10_000 }
const gone = 410
/** So many happenings in a row that were given up show that nobody is there. */
const mostGivenUp = 5

/** Why an attempt failed, in the owner's words. */
type Trouble = 'timeout' | 'refused' | 'address' | 'tls' | 'status'

const troubles: Record<EgressCode, Trouble> = {
  egress_url: 'address',
  egress_address: 'address',
  egress_unresolved: 'address',
  egress_unreachable: 'refused',
  egress_cut: 'refused',
  egress_oversize: 'refused',
  egress_tls: 'tls',
  egress_redirect: 'status',
  egress_silent: 'timeout',
  egress_idle: 'timeout',
  egress_overtime: 'timeout',
}

/**
 * Makes one attempt at a delivery, if it is due; what fails comes again later. After a crash an endpoint may hear the
 * same twice, under the same id.
 */
export async function deliver(
  world: World,
  { delivery: id }: { delivery: string },
  { workspace, signal }: Taken,
): Promise<void> {
  if (!workspace) throw new GiveUp()
  const taken = await world.db.tenant(workspace, tenant =>
    takeDelivery(tenant, id, { seconds: attemptSeconds, most: mostAttempts }),
  )
  if (!taken) return leave(world, workspace, id)
  const { status, problem } = await send(world, workspace, taken, signal)
  const outcome = outcomeOf(taken.attempt, status, problem)
  await world.db.tenant(workspace, tenant => ended(tenant, id, taken.webhook, outcome))
  if (outcome.pause !== null) throw new Later(outcome.pause)
}

/**
 * Another job is at it, or was and died with it: whether there is anything left to do shows when its time is up. One
 * whose last attempt ended without an outcome, by a crash or a fault of our own, is over.
 */
async function leave({ db, now }: World, workspace: string, id: string): Promise<void> {
  const waiting = await db.tenant(workspace, tenant => waitingDelivery(tenant, id))
  if (!waiting) return
  const { at, attempts, suspended } = waiting
  if (suspended) throw new Later(suspendedSeconds)
  const seconds = (at.getTime() - now().getTime()) / 1000
  if (attempts < mostAttempts || seconds > 0) throw new Later(Math.max(1, seconds))
  await db.tenant(workspace, tenant => endDelivery(tenant, id))
  throw new GiveUp()
}

/**
 * An endpoint that says to be gone is told nothing more, nor is one of which as many happenings in a row as are enough
 * were given up. Its row is taken before its deliveries, as everywhere.
 */
async function ended(tenant: Tenant, id: string, webhook: string, outcome: Outcome): Promise<void> {
  const failed = await countGivenUp(tenant, webhook, outcome.state)
  const switched = (outcome.status === gone || failed >= mostGivenUp) && (await switchOff(tenant, webhook))
  await endAttempt(tenant, id, outcome)
  if (!switched) return
  await endDeliveries(tenant, webhook)
  await audit(tenant, { kind: 'platform' }, 'webhook.changed', { target: webhook, fields: ['disabled'] })
  const { workspace } = tenant
  const subject = { mail: 'owners', workspace, notice: 'webhook-off', language: 'en' } as const
  await queueJob(tenant, { kind: 'mail', subject })
}

function outcomeOf(attempt: number, status: number | null, problem: Trouble | null): Outcome {
  if (problem === null) return { state: 'delivered', status, problem, pause: null }
  const pause = status === gone ? null : (pauses[attempt - 1] ?? null)
  return { state: pause === null ? 'given_up' : 'waiting', status, problem, pause }
}

/** What the endpoint answers beside its status is nobody's business. */
async function send(
  world: World,
  workspace: string,
  { webhook, url, happening, body, sealedKey, sealedSecret }: TakenDelivery,
  signal: AbortSignal,
): Promise<{ status: number | null; problem: Trouble | null }> {
  const key = unwrapWorkspaceKey(world.secrets.master, workspace, sealedKey)
  const signature = signed(openSecret(key, webhook, sealedSecret), happening, world.now(), body)
  try {
    const answer = await world.gate.request(purposeOf(workspace), {
      url: checkedAddress(world.settings, workspace, url),
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signature },
      body,
      signal,
      limits,
    })
    answer.drop()
    const { status } = answer
    return { status, problem: status >= 200 && status <= 299 ? null : 'status' }
  } catch (error) {
    if (!(error instanceof EgressRefused)) throw error
    return { status: null, problem: troubles[error.code] }
  }
}
