import type { World } from '../world.ts'
import type { MailLanguage, MailName, MailOf, MailSubject, NoticeDetails } from './subject.ts'

/** What each mail names, for its words' places. People choose these: they are cut to a line before they are used. */
interface FactsOf {
  'sign-up': unknown
  'sign-up-known': { username: string }
  reset: { username: string }
  'email-change': { username: string }
  invitation: { workspace: string; inviter: string; role: string }
  policy: { username: string; language: MailLanguage | null; summary: string; page: string }
  request: { summary: string; page: string; until: string; outcome: string }
  /** The reader's own language, where it is known, goes before the one that the subject names. */
  notice: { username: string; language: MailLanguage | null }
  address: unknown
}

/** The page that the link of a mail leads to; the token stands behind its `#`, which no server is told. */
export const linkPages = {
  'sign-up': '/verify',
  reset: '/reset',
  'email-change': '/verify-email',
  invitation: '/invite',
} as const

/** Whom a mail goes to and what stands in it. `details` as in the subject, with names in the place of ids. */
export type Addressed<Name extends keyof FactsOf> = { to: string; details?: NoticeDetails } & FactsOf[Name] &
  (Name extends keyof typeof linkPages ? { token: string } : unknown)

/** A mail server took it, it lies in the outbox, or no server will ever take it. */
export type MailOutcome = 'sent' | 'outbox' | 'failed'

/**
 * How each mail finds whom it goes to, from the tables of the domain that wants it sent; asked by the keeper's rights
 * when its job is done. Gives undefined when there is nobody any more, or nothing to tell: then nothing is sent. A
 * token is made anew each time from the row's id (`linkToken`), so that a mail sent again has the same link.
 */
export type MailSources = {
  [Name in Exclude<MailName, 'owners'>]: (
    world: World,
    subject: MailOf<Name>,
  ) => Promise<Addressed<Name> | undefined>
} & {
  /** Told what has become of a mail. */
  ended?(world: World, subject: MailSubject, outcome: MailOutcome): Promise<void> | undefined
  /** The accounts of a workspace's owners, each of whom gets a notice of its own. */
  owners(world: World, subject: MailOf<'owners'>): Promise<string[]>
}
