import type { Person } from '../db/tenancy.ts'
import { queueJob } from '../jobs/queue.ts'
import type { MailLanguage, NoticeKind } from '../mail/subject.ts'

/** Tells the handle's account by mail what has happened to it, if the transaction stands. */
export const notify = (person: Person, notice: NoticeKind, language: MailLanguage): Promise<void> =>
  queueJob(person, {
    kind: 'mail',
    subject: { mail: 'notice', account: person.account, notice, language },
  })
