import { randomBytes } from 'node:crypto'
import { open, seal } from '../lib/seal.ts'

/** A secret that a visitor's identity may be signed with, and until when; null: no end is set. */
export interface IdentitySecret {
  id: string
  secret: string
  until: Date | null
}

/** A new secret, `atv_id_` and 32 random bytes. The text as it stands is the key that is signed with. */
export const newIdentitySecret = (): string => `atv_id_${randomBytes(32).toString('base64url')}`

export const sealIdentitySecret = (workspaceKey: Buffer, id: string, secret: string): Buffer =>
  seal(workspaceKey, Buffer.from(secret), `identity:${id}`)

export const openIdentitySecret = (workspaceKey: Buffer, id: string, sealed: Uint8Array): string =>
  open(workspaceKey, sealed, `identity:${id}`).toString()
