/** Who did something in a workspace; a principal is one. */
export type Actor =
  | { kind: 'account'; account: string }
  | { kind: 'key'; key: string }
  | { kind: 'operator'; account: string }
  /** The house itself, or whoever is at its command line. */
  | { kind: 'platform' }

/** The id of the account or key that acted; null where nobody in particular did. */
export function actorId(by: Actor): string | null {
  switch (by.kind) {
    case 'key':
      return by.key
    case 'platform':
      return null
    default:
      return by.account
  }
}
