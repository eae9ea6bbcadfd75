import type { Account } from '@atavus/contract/account'
import type { VNode } from 'preact'

export interface AccountProps {
  account: Account
}

/** A part of the account's room. */
export type AccountTab = (account: Account) => VNode
