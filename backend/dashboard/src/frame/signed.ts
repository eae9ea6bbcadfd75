import type { Account } from '@atavus/contract/console'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** Holds who is signed in for everything inside. */
export const Signed = createContext<Account | null>(null)

/** Who is signed in; null while that is being asked. */
export const useAccount = () => useContext(Signed)
