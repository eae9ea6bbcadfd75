import type { Right, Role } from '@atavus/contract/rights'

/** Somebody who is signed in, where, and as what. */
export interface AccountPrincipal {
  kind: 'account'
  account: string
  session: string
  workspace: string
  role: Role
  rights: readonly Right[]
  /** When this session last proved who holds it. */
  confirmedAt: Date | null
  /** Whether a second factor was shown, too. */
  factor: boolean
  operator: boolean
}

/** A server of the owner's, by an API key. */
export interface KeyPrincipal {
  kind: 'key'
  key: string
  name: string
  workspace: string
  rights: readonly Right[]
}

export type Principal = AccountPrincipal | KeyPrincipal

declare module '../lib/door.ts' {
  interface Variables {
    /** Whoever acts in a workspace. */
    principal: Principal
    /** All whose loss takes the caller's credential with it, by id. */
    subjects: readonly string[]
    /** When the caller came to the door, by `performance.now()`. */
    since: number
    /** Whoever is signed in. */
    account: AccountPrincipal
    /** Whether the workspace of whoever is signed in is suspended; of few doors this is left to those within. */
    suspended: boolean
  }
}
