/** Why the private database does not run, in a sentence for the person at the terminal. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError'
}

/** The system's code of an error, e.g. `EACCES`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
