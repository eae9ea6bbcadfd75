/**
 * Tables that no copy holds, each with the reason. What is here for hours only is not worth the days that a backup
 * lives; and who was signed in, or offered a link, is not so again after a restore.
 */
export const left: Readonly<Record<string, string>> = {
  migrations: 'every copy names them itself',
  installation: 'a restore writes it anew',
  backups: 'what became of backups says nothing in another database',
  backup_folders: 'another database has no business in the folders of this one',
  sessions: 'a session that was ended since would stand again',
  sign_in_links: 'of minutes',
  device_requests: 'of minutes',
  account_links: 'of hours',
  sign_ups: 'of a day',
  outbox: 'mails of a day, sent meanwhile',
  idempotency: 'answers of a day',
  deliveries: 'sent meanwhile, or too late',
  limits: 'of hours',
  revocations: 'of an hour',
  operator_access: 'of hours',
  sealing_processes: 'of processes that live',
  message_gaps: 'what is freed in the files of this database alone',
}

const ofTheDatabase = new Set([
  'migrations',
  'installation',
  'backups',
  'backup_folders',
  'limits',
  'revocations',
  'sealing_processes',
  'message_gaps',
])
/** Those of them that are emptied where a database came back by other means, as they would be after a restore. */
export const passing: readonly string[] = Object.keys(left).filter(table => !ofTheDatabase.has(table))

/**
 * Keys that open what is sealed, and what was asked by right, which is sealed under no key of its own: they lie apart
 * from the copies, where they can be destroyed.
 */
export const blank: Readonly<Record<string, readonly string[]>> = {
  workspaces: ['sealed_key'],
  conversations: ['sealed_key'],
  requests: ['sealed', 'answer'],
}

/** Rows that no copy holds: jobs that say something to somebody, who has heard it meanwhile. */
export const kept: Readonly<Record<string, string>> = {
  jobs: `kind not in ('mail', 'happening', 'webhook')`,
}
