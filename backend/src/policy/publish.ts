import type { PolicyContent, PublishPolicy } from '@atavus/contract/policy'
import type { z } from 'zod'
import type { Keeper, Person } from '../db/tenancy.ts'
import type { Taken } from '../jobs/job.ts'
import { queueJob } from '../jobs/queue.ts'
import { Refusal } from '../lib/refusal.ts'
import { insertOperatorAct } from '../logs/queries.ts'
import type { MailOutcome } from '../mail/sources.ts'
import type { World } from '../world.ts'
import { knownPromises, promisesIn, wordingHash } from './content.ts'
import {
  insertPolicy,
  listLost,
  noteAccounts,
  noteMail,
  noticeToMail,
  type PolicyMail,
  untoldVersion,
} from './queries.ts'
import { contentOf } from './text.ts'

/** A job about one version. */
export interface PolicyTold {
  version: number
}

const atOnce = 500
/** Whoever was just being signed up while it was published is found when that is over for sure. */
const laggardMs = 10 * 60_000
const hourMs = 60 * 60_000

/**
 * Publishes the next version of the policy. Of a significant one every account is told that was there before. Refuses
 * with `invalid_request` a text without chapters or with a promise that nobody keeps, and with `already_there` one with
 * which nothing would change.
 */
export async function publishPolicy(
  world: World,
  operator: string,
  { text, summary, significant }: z.infer<typeof PublishPolicy>,
): Promise<void> {
  const content = publishable(text)
  await world.db.keeper(async keeper => {
    const wording = { content, operator: world.settings.operator }
    const policy = { ...wording, hash: wordingHash(wording), summary, significant, publishedAt: keeper.now }
    const version = await insertPolicy(keeper, { ...policy, by: operator })
    if (!version) throw new Refusal('already_there')
    await insertOperatorAct(keeper, operator, 'policy.published', null, summary.slice(0, 500))
    if (significant) await queueTelling(keeper, version)
  })
  await world.policy.again()
}

/** The content of a text that may be published; else refuses it with `invalid_request`. */
export function publishable(text: string): PolicyContent {
  const content = contentOf(text)
  if (!content) throw wrong('has no chapters, or an empty one')
  const strange = promisesIn(content).find(id => !knownPromises.has(id))
  if (strange) throw wrong(`names ${strange}, which is no promise`)
  return content
}

const wrong = (problem: string) => new Refusal('invalid_request', { errors: [{ path: 'text', problem }] })

/** Has every account told that agreed to a version before. */
export async function queueTelling(keeper: Keeper, version: number): Promise<void> {
  const job = { kind: 'policy', subject: { version } } as const
  await queueJob(keeper, job, { key: `${version}` })
  await queueJob(keeper, job, { key: `${version}:again`, at: new Date(keeper.now.getTime() + laggardMs) })
}

/** Tells a new account of what has changed since the version that it agreed to: its link may be a day old. */
export async function tellOfMissed(person: Person): Promise<void> {
  const version = await untoldVersion(person)
  if (version) await queueJob(person, { kind: 'policy', subject: { version } }, { key: `${version}` })
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
      for (const account of accounts) await queueMail(keeper, { account, version })
      return accounts.length
    })
  }
}

function queueMail(keeper: Keeper, { account, version }: PolicyMail): Promise<void> {
  const subject = { mail: 'policy', account, version, language: 'en' } as const
  return queueJob(keeper, { kind: 'mail', subject }, { key: `policy:${version}:${account}` })
}

/**
 * Looks at once and then every hour for mails that were given up, and puts them in line anew: a mail server that was
 * away for long loses none. Returns how to stop.
 */
export function startTellingAgain(world: World): () => void {
  const run = () => void tellAgain(world).catch(error => world.fault(error))
  run()
  const timer = setInterval(run, hourMs)
  return () => clearInterval(timer)
}

/** Puts in line what is in none any more, a batch a transaction. */
export async function tellAgain({ db, mailer }: World): Promise<void> {
  for (let queued = atOnce; queued === atOnce; )
    queued = await db.keeper(async keeper => {
      const mails = await listLost(keeper, mailer.kind === 'smtp', atOnce)
      for (const mail of mails) await queueMail(keeper, mail)
      return mails.length
    })
}

/** How the mail about a version finds its account. */
export const policyMail = (world: World, account: string, version: number) =>
  world.db.keeper(async keeper => {
    const found = await noticeToMail(keeper, account, version)
    if (!found) return undefined
    const { hash, ...rest } = found
    return { ...rest, page: `/privacy/${hash}` }
  })

/** Notes what has become of it. */
export const policyMailed = (world: World, mail: PolicyMail, outcome: MailOutcome) =>
  world.db.keeper(keeper => noteMail(keeper, mail, outcome))
