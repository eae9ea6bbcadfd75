/** What is the matter with a backup or its folder, each told apart from the others. */
export type BackupProblem =
  /** None are made: no folder is named. */
  | 'off'
  | 'unknown'
  /** No file of ours. */
  | 'foreign'
  /** Written by a newer version than this. */
  | 'newer'
  /** Sealed by another installation's secrets. */
  | 'other_secrets'
  /** Of another database than the one that is at hand. */
  | 'other_database'
  /** It ends before its end. */
  | 'truncated'
  /** Changed since it was written. */
  | 'damaged'
  /** A part is missing. */
  | 'incomplete'
  /** The keys are missing, or older than the backup. */
  | 'keys'
  /** The list of what was erased is missing, or behind the backup. */
  | 'ledger'
  /** What was read back is not what was written. */
  | 'differs'
  /** The database to restore into holds something. */
  | 'not_empty'
  /** The migrations of the backup are not those of this version. */
  | 'migrations'
  /** Its folder cannot be written, or is full. */
  | 'disk'
  /** Another process is at it. */
  | 'busy'

/** A sentence for the person at the terminal, and a code for everyone else. */
export class BackupError extends Error {
  readonly problem: BackupProblem

  constructor(problem: BackupProblem, sentence: string) {
    super(sentence)
    this.name = 'BackupError'
    this.problem = problem
  }
}
