import type { CustomerEnd, GraceStep } from '../billing/jobs.ts'
import type { BreachReminder } from '../breaches/remind.ts'
import type { Released } from '../holds/released.ts'
import type { MailSubject } from '../mail/subject.ts'
import type { BudgetReached } from '../metering/warn.ts'
import type { QuotaReached } from '../plans/warn.ts'
import type { PolicyTold } from '../policy/publish.ts'
import type { RequestDue } from '../requests/open.ts'
import type { Happening } from '../webhooks/happened.ts'

/**
 * What can be put in line, by kind. A subject holds ids, hashes and fixed words alone: who does the work finds the rest where
 * it is kept, and nothing where it has gone meanwhile.
 */
export type Job =
  | { kind: 'mail'; subject: MailSubject }
  | { kind: 'happening'; subject: Happening }
  | { kind: 'webhook'; subject: { delivery: string } }
  | { kind: 'budget'; subject: BudgetReached }
  | { kind: 'quota'; subject: QuotaReached }
  | { kind: 'billing'; subject: Record<string, never> }
  | { kind: 'grace'; subject: GraceStep }
  | { kind: 'customer-end'; subject: CustomerEnd }
  | { kind: 'breach'; subject: BreachReminder }
  | { kind: 'request'; subject: RequestDue }
  | { kind: 'policy'; subject: PolicyTold }
  | { kind: 'released'; subject: Released }
  | { kind: 'rewrite'; subject: Record<string, never> }
  | { kind: 'reseal'; subject: Record<string, never> }

export type JobKind = Job['kind']
export type SubjectOf<Kind extends JobKind> = Extract<Job, { kind: Kind }>['subject']

/** What a handler learns of the job beside its subject. */
export interface Taken {
  id: string
  /** Whose job it is; null: it is about an account or the platform. */
  workspace: string | null
  /** How often it was tried before, whatever came of it. */
  attempts: number
  /** Aborted when its time is up: what it does then counts as failed. */
  signal: AbortSignal
}

/** Thrown by a handler: the job waits for so many seconds. That is no failure, and not given up however often it is. */
export class Later extends Error {
  readonly seconds: number

  constructor(seconds: number) {
    super('later')
    this.name = 'Later'
    this.seconds = seconds
  }
}

/** Thrown by a handler: no other try will do better, the job is over. */
export class GiveUp extends Error {
  constructor() {
    super('given up')
    this.name = 'GiveUp'
  }
}
