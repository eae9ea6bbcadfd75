import type { SecurityEvent } from '@atavus/contract/logs'

/** One request, as it is kept. */
export interface ApiEntry {
  id: string
  at: string
  workspace: string | null
  method: string
  /** The template. */
  route: string
  status: number
  ms: number
  kind: 'account' | 'key' | 'visitor' | 'operator' | 'nobody'
  by: string | null
  /** The keyed hash, in hex. */
  network: string
}

/** One happening at a door, as it is kept. */
export interface SecurityEntry {
  id: string
  at: string
  event: SecurityEvent
  workspace: string | null
  account: string | null
  address: string | null
  network: string | null
  detail: string | null
}
