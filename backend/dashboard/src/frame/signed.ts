import type { Account } from '@atavus/contract/account'
import type { Right } from '@atavus/contract/rights'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

export interface SignedIn {
  account: Account | null
  /** Puts the account that a door answered in the place of the one that was known. */
  put: (account: Account) => void
  /** Asks for the account again, after something about it changed. */
  again: () => void
}

/** Holds who is signed in for everything inside. */
export const Signed = createContext<SignedIn>({ account: null, put: () => {}, again: () => {} })

/** Who is signed in; null while that is being asked. */
export const useAccount = () => useContext(Signed).account

/** Who is signed in, for rooms that change it. */
export const useSigned = () => useContext(Signed)

/** Whether whoever is signed in has a right in their workspace; false while that is being asked. */
export function useMay(): (right: Right) => boolean {
  const account = useAccount()
  return right => account?.rights.includes(right) ?? false
}
