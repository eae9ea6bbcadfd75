import type { PublishPolicy } from '@atavus/contract/policy'
import type { z } from 'zod'
import type { Taken } from '../jobs/job.ts'
import { queueJob } from '../jobs/queue.ts'
import { Refusal } from '../lib/refusal.ts'
import { insertOperatorAct } from '../logs/queries.ts'
import type { World } from '../world.ts'
import { contentHash, contentOf } from './content.ts'
import { insertPolicy, noteAccounts, noteSent, noticeToMail } from './queries.ts'

/** A job about one version. */
export interface PolicyTold {
  version: number
}

const atOnce = 500

/**
 * Publishes the next version of the policy. Of a significant one every account is told that was there before. Refuses
 * with `invalid_request` a text without chapters, and with `already_there` one that a version has already.
 */
export async function publishPolicy(
  world: World,
  operator: string,
  { text, summary, significant }: z.infer<typeof PublishPolicy>,
): Promise<void> {
  const content = contentOf(text)
  if (!content)
    throw new Refusal('invalid_request', { errors: [{ path: 'text', problem: 'has no chapters' }] })
  await world.db.keeper(async keeper => {
    const policy = { hash: contentHash(content), content, summary, significant, publishedAt: keeper.now }
    const version = await insertPolicy(keeper, { ...policy, by: operator })
    if (!version) throw new Refusal('already_there')
    await insertOperatorAct(keeper, operator, 'policy.published', null, summary.slice(0, 500))
    if (significant) await queueJob(keeper, { kind: 'policy', subject: { version } }, { key: `${version}` })
  })
  await world.policy.again()
}

/**
 * The handler of `policy`: puts a mail in line for each account, a batch a transaction, so that whoever takes it over
 * goes on where it stopped and nobody is told twice.
 */
export async function tellAccounts(world: World, { version }: PolicyTold, { signal }: Taken): Promise<void> {
  for (let told = atOnce; told === atOnce; ) {
    signal.throwIfAborted()
    told = await world.db.keeper(async keeper => {
      const accounts = await noteAccounts(keeper, version, atOnce)
      for (const account of accounts) {
        const subject = { mail: 'policy', account, version, language: 'en' } as const
        await queueJob(keeper, { kind: 'mail', subject }, { key: `policy:${version}:${account}` })
      }
      return accounts.length
    })
  }
}

/** How the mail about a version finds its account. */
export const policyMail = (world: World, account: string, version: number) =>
  world.db.keeper(async keeper => {
    const found = await noticeToMail(keeper, account, version)
    if (!found) return undefined
    const { hash, ...rest } = found
    return { ...rest, page: `/privacy/${hash}` }
  })

/** Notes that it was sent. */
export const policyMailed = (world: World, account: string, version: number) =>
  world.db.keeper(keeper => noteSent(keeper, account, version))
