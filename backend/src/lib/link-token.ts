import { createHash, createHmac } from 'node:crypto'
import { preparedKey } from './prepared-key.ts'

/**
 * The token of a link in a mail: 32 bytes as base64url, made from the id of the row that it belongs to and a secret
 * outside the database. So the same mail can be sent again, and the token is kept nowhere: the row holds its hash.
 */
export function linkToken(secret: Buffer, kind: string, id: string): string {
  return createHmac('sha256', preparedKey(secret)).update(`link\0${kind}\0${id}`).digest('base64url')
}

/** What a row keeps of a link's token: its SHA-256, over the token as it is written. */
export const linkHash = (token: string): Buffer => createHash('sha256').update(token).digest()
