import { queueJob } from '../jobs/queue.ts'
import type { World } from '../world.ts'
import { noteRewrite, waitingRewrite } from './queries.ts'

const hourMs = 60 * 60 * 1000
/** The hour (UTC) in which files are written anew; and how long what was deleted may wait for it (P4.5: a day). */
const quietHour = 3
const longestMs = 20 * hourMs

/**
 * Tables in which words stand that are not sealed, or keys: a deleted row leaves them in the files until those are
 * written anew.
 */
export const plainTables = [
  'accounts',
  'sign_ups',
  'account_links',
  'pictures',
  'workspaces',
  'memberships',
  'invitations',
  'assistants',
  'public_keys',
  'api_keys',
  'webhooks',
  'deliveries',
  'documents',
  'passages',
  'passage_words',
  'everyday_words',
  'notices',
  'consents',
  'conversations',
  'identity_secrets',
  'usage',
  'jobs',
  'outbox',
  'audit_log',
  'security_log',
  'operator_access',
  'holds',
] as const

/**
 * The handler of `rewrite`: writes the files of those tables anew, and their part of the write-ahead log, so that what
 * was deleted before it began is in none of them. Done again it comes out the same.
 */
export async function rewriteFiles(world: World): Promise<void> {
  if ((await world.db.keeper(waitingRewrite)) === null) return
  const begun = world.now()
  const { left } = await world.files.rewrite(plainTables)
  if (left.length) world.log('warn', 'not_rewritten', { tables: left.join(' ') })
  else await world.db.keeper(keeper => noteRewrite(keeper, begun))
}

/** Looks every hour whether files are to be written anew: in the quiet hour, or when something waits too long. */
export function startRewriting(world: World): () => void {
  const look = async () => {
    const since = await world.db.keeper(waitingRewrite)
    if (since === null) return
    const now = world.now()
    if (now.getUTCHours() !== quietHour && now.getTime() - since.getTime() < longestMs) return
    await world.db.keeper(keeper => queueJob(keeper, { kind: 'rewrite', subject: {} }, { key: 'now' }))
  }
  const run = () => void look().catch(error => world.fault(error))
  const timer = setInterval(run, hourMs)
  return () => clearInterval(timer)
}
