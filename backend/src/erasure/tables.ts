import { dataMap } from '../privacy/map.ts'

/** Tables whose files are not written anew when something is deleted, and why not. */
export const leftAsTheyAre: Readonly<Record<string, string>> = {
  messages:
    'sealed, each under the key of its conversation; a partition goes when its day is over, and is written anew where some went before',
  message_gaps: 'names of those partitions',
  erasures: 'hashes of what is gone; that they stay is what they are for',
  deletions: 'numbers and times of acts',
  installation: 'one row about the installation',
  backups: 'names and sizes of backups',
  billing_events: 'kinds and times of what Stripe told',
  plans: 'the operator’s offers',
  policies: 'published',
  canary_checks: 'numbers about words that were made up',
  sweeps: 'numbers and times of sweeps',
  sealing_processes: 'numbers of processes',
  trust_checks: 'numbers about the platform',
  trust_changes: 'states of promises',
  migrations: 'names of migrations',
}

/**
 * Every other table: words that are not sealed, keys, ids or addresses of somebody stand there, and a deleted row leaves
 * them in the files until those are written anew.
 */
export const rewrittenTables: readonly string[] = Object.keys(dataMap).filter(
  table => !Object.hasOwn(leftAsTheyAre, table),
)
