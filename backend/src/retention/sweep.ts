import type { Keeper } from '../db/tenancy.ts'
import type { World } from '../world.ts'
import {
  deleteAccountLinks,
  deleteApiLog,
  deleteAuditLog,
  deleteBillingEvents,
  deleteBreaches,
  deleteCanaryChecks,
  deleteConsents,
  deleteConversations,
  deleteDeliveries,
  deleteFactorOffers,
  deleteIdentitySecrets,
  deleteInvitations,
  deleteJobs,
  deleteLimits,
  deleteMessages,
  deleteMeters,
  deleteNamedRequests,
  deleteOperatorAccess,
  deleteOperatorLog,
  deleteOutbox,
  deleteReplies,
  deleteRevocations,
  deleteSecurityLog,
  deleteSentPrompts,
  deleteSessions,
  deleteSignInLinks,
  deleteSignUps,
  deleteUsage,
  deleteWorkspaceBudgets,
  dropOldMessages,
  ensurePartition,
  forgetAddresses,
  momentsAhead,
} from './queries.ts'

const batch = 1000
const everyMs = 60 * 60 * 1000

type Removed = Record<string, number>
type Remove = (keeper: Keeper, most: number) => Promise<number>

/**
 * What goes when its moment has come. No read returns it from then on; this takes it from the disk. Answers go before
 * their conversations: a batch of those would take more with it than its time allows.
 */
const batched: Record<string, Remove> = {
  messages: deleteMessages,
  sentPrompts: deleteSentPrompts,
  replies: deleteReplies,
  conversations: deleteConversations,
  consents: deleteConsents,
  sessions: deleteSessions,
  signUps: deleteSignUps,
  namedRequests: deleteNamedRequests,
  deliveries: deleteDeliveries,
  invitations: deleteInvitations,
  outbox: deleteOutbox,
  apiLog: deleteApiLog,
  addresses: forgetAddresses,
  securityLog: deleteSecurityLog,
  auditLog: deleteAuditLog,
  operatorLog: deleteOperatorLog,
  operatorAccess: deleteOperatorAccess,
  usage: deleteUsage,
  workspaceBudgets: deleteWorkspaceBudgets,
  meters: deleteMeters,
  billingEvents: deleteBillingEvents,
}

/** Partitions are dropped before rows are deleted: what a reader keeps us from dropping goes row by row. */
const steps: ((world: World, removed: Removed) => Promise<void>)[] = [
  makePartitions,
  dropPartitions,
  ...Object.entries(batched).map(
    ([name, remove]) =>
      (world: World, removed: Removed) =>
        removeAll(world, removed, name, remove),
  ),
  async ({ db }, removed) => {
    removed.signInLinks = await db.keeper(deleteSignInLinks)
  },
  async ({ db }, removed) => {
    removed.accountLinks = await db.keeper(deleteAccountLinks)
  },
  async ({ db }, removed) => {
    removed.factorOffers = await db.keeper(deleteFactorOffers)
  },
  async ({ db }, removed) => {
    removed.identitySecrets = await db.keeper(deleteIdentitySecrets)
  },
  async ({ db }, removed) => {
    removed.canaryChecks = await db.keeper(deleteCanaryChecks)
  },
  async ({ db }, removed) => {
    removed.breaches = await db.keeper(deleteBreaches)
  },
  async ({ db }, removed) => {
    removed.jobs = await db.keeper(deleteJobs)
  },
  async ({ db }) => {
    await db.keeper(deleteLimits)
    await db.keeper(deleteRevocations)
  },
]

/** Sweeps at once and then every hour. Returns how to stop. Several processes may sweep: each row goes once. */
export function startSweeping(world: World): () => void {
  const run = () => void sweep(world).catch(error => world.fault(error))
  run()
  const timer = setInterval(run, everyMs)
  return () => clearInterval(timer)
}

/**
 * Removes everything past its moment, in batches of one transaction each; answers how many rows by name, and how
 * many partitions had to be left for the next time. A step that fails is logged as a fault and keeps no other
 * from being taken.
 */
export async function sweep(world: World): Promise<Removed> {
  const removed: Removed = {}
  for (const step of steps) await step(world, removed).catch(error => world.fault(error))
  world.log('info', 'swept', removed)
  return removed
}

/** One transaction each: no question that needs one waits for all of them. */
async function makePartitions({ db }: World): Promise<void> {
  for (const moment of await db.keeper(momentsAhead))
    await db.keeper(keeper => ensurePartition(keeper, moment))
}

/** One transaction each: readers of messages wait for one drop at most. */
async function dropPartitions({ db }: World, removed: Removed): Promise<void> {
  removed.partitions = 0
  for (;;) {
    const { dropped, remaining } = await db.keeper(dropOldMessages)
    if (dropped) removed.partitions++
    removed.partitionsLeft = remaining
    if (!dropped || remaining === 0) return
  }
}

async function removeAll({ db }: World, removed: Removed, name: string, remove: Remove): Promise<void> {
  removed[name] = 0
  for (let gone = batch; gone === batch; removed[name] += gone)
    gone = await db.keeper(keeper => remove(keeper, batch))
}
