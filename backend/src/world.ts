import type { Passwords } from './accounts/passwords.ts'
import type { Payments } from './billing/payments.ts'
import type { News } from './db/channel.ts'
import type { Copies } from './db/copy/copies.ts'
import type { Files } from './db/files.ts'
import type { Database } from './db/tenancy.ts'
import type { Gate } from './egress/gate.ts'
import type { Ledger } from './ledger/book.ts'
import type { Log } from './lib/log.ts'
import type { Secrets } from './lib/secrets.ts'
import type { Tokens } from './lib/tokens.ts'
import type { LimitRules } from './limits/rules.ts'
import type { Logs } from './logs/book.ts'
import type { Mailer } from './mail/mailer.ts'
import type { LocalModel, ModelName, RemoteModel } from './models/model.ts'
import type { SecondLook } from './models/second-look.ts'
import type { PolicyBook } from './policy/published.ts'
import type { Anonymizer } from './remote/anonymizer.ts'
import type { Canary } from './remote/canary.ts'
import type { Settings } from './settings.ts'

/** Everything from outside: the one argument that is handed through the house. Only `main.ts` fills it. */
export interface World {
  settings: Settings
  db: Database
  /** The files in which the database lies. */
  files: Files
  /** What backups are made of. */
  copies: Copies
  now(): Date
  /** A number from 0 up to 1, for jitter; keys and ids have their own sources. */
  random(): number
  secrets: Secrets
  tokens: Tokens
  passwords: Passwords
  /** Where everything that leaves is written down. */
  ledger: Ledger
  /** The one way out: to what owners and people name themselves; models and mail have their own hands on it. */
  gate: Gate
  /** Where plans are paid for; without it there are none, and only the operator's limits hold. */
  payments?: Payments | undefined
  /** The adapters at hand; one that is not configured is missing. */
  models: Partial<Record<ModelName, LocalModel | RemoteModel>>
  /** Stands before every model that leaves our server. */
  anonymizer: Anonymizer
  /** The local model's own look at a question, where there is one. */
  secondLook?: SecondLook | undefined
  canary: Canary
  limits: LimitRules
  /** The privacy policy in its versions. */
  policy: PolicyBook
  /** Takes mails away; only the handler of mail jobs asks it to. */
  mailer: Mailer
  /** This process's number in the database; 0 while it has none. */
  process(): number
  /** Calls `heard` for what any process tells, until the returned function is called. */
  hear(heard: (news: News) => void): () => void
  /** What was asked of the doors and what happened at them; the audit log is written with each change. */
  logs: Logs
  log: Log
  /** Logs a fault by name, code and frames; never the values. */
  fault(error: unknown): void
}
