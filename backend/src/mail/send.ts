import { GiveUp, Later, type Taken } from '../jobs/job.ts'
import { queueJob } from '../jobs/queue.ts'
import type { World } from '../world.ts'
import { compose, type Found } from './compose.ts'
import { type Mail, Undeliverable } from './mailer.ts'
import type { MailOutcome, MailSources } from './sources.ts'
import type { MailOf, MailSubject, NoticeKind } from './subject.ts'

/** Fewer than a job has before it is given up. */
const usualTries = 10
const hourSeconds = 60 * 60
const demandedNotices = new Set<NoticeKind>(['request', 'request-due', 'breach', 'breach-due'])

/** The handler of mails: finds whom one goes to, writes it in their language and hands it to the mailer. */
export function sendMail(sources: Partial<MailSources>) {
  return async (world: World, subject: MailSubject, job: Taken): Promise<void> => {
    if (subject.mail === 'owners') return toOwners(world, sources, subject, job)
    const found = await find(world, sources, subject)
    if (!found) return
    job.signal.throwIfAborted()
    const mail = { to: found.to, ...compose(world.settings, subject, found) }
    const outcome = await handOver(world, mail).catch(error => waits(world, subject, job, error))
    await sources.ended?.(world, subject, outcome)
    if (outcome === 'failed') throw new GiveUp()
  }
}

/** A job each: who cannot be reached keeps no other from it, and nobody gets it twice for their sake. */
async function toOwners(
  world: World,
  sources: Partial<MailSources>,
  subject: MailOf<'owners'>,
  { id }: Taken,
): Promise<void> {
  const { language, notice, workspace } = subject
  const accounts = await source(sources, 'owners')(world, subject)
  const details = { workspace, ...subject.details }
  await world.db.keeper(async keeper => {
    for (const account of accounts)
      await queueJob(
        keeper,
        { kind: 'mail', subject: { mail: 'notice', account, notice, details, language } },
        { key: `${id}:${account}` },
      )
  })
}

function find(
  world: World,
  sources: Partial<MailSources>,
  subject: Exclude<MailSubject, { mail: 'owners' }>,
): Promise<Found | undefined> {
  // The subject is of the mail that it names.
  const found = source(sources, subject.mail) as (
    world: World,
    subject: unknown,
  ) => Promise<Found | undefined>
  return found(world, subject)
}

function source<Name extends keyof MailSources>(
  sources: Partial<MailSources>,
  name: Name,
): MailSources[Name] {
  const found = sources[name]
  if (!found) throw new TypeError('a mail that no domain addresses')
  return found as MailSources[Name]
}

/**
 * What the law demands is not given up while it has somebody to go to, however long the mail server is away: after the
 * usual tries there is one every hour.
 */
function waits({ log }: World, subject: MailSubject, { attempts }: Taken, error: unknown): never {
  if (attempts < usualTries || !isDemanded(subject)) throw error
  log('warn', 'mail_waits', { mail: subject.mail })
  throw new Later(hourSeconds)
}

/** A request by right and its answer (GDPR Art. 12), a breach and what is due of it (Art. 33, 34). */
const isDemanded = (subject: MailSubject): boolean =>
  subject.mail === 'request' || (subject.mail === 'notice' && demandedNotices.has(subject.notice))

/** What may yet go by another try throws. */
async function handOver({ mailer }: World, mail: Mail): Promise<MailOutcome> {
  try {
    await mailer.send(mail)
  } catch (error) {
    if (error instanceof Undeliverable) return 'failed'
    throw error
  }
  return mailer.kind === 'smtp' ? 'sent' : 'outbox'
}
