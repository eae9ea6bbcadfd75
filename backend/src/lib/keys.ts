import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A new public key: `atv_pk_`, 30 random base62 characters, 6 of CRC-32 so that a typing error never asks the database. */
export const newPublicKey = (): string => newKey('pk')
/** Whether a string has the form and checksum of a public key. */
export const isPublicKey = (key: string): boolean => isKey('pk', key)

/** A new secret key, `atv_sk_…`: 178 random bits in the form of a public one. */
export const newSecretKey = (): string => newKey('sk')
/** Whether a string claims to be a secret key. */
export const isSecretKey = (key: string): boolean => key.startsWith('atv_sk_')
/** Whether a secret key has its form and checksum. */
export const isWholeSecretKey = (key: string): boolean => isKey('sk', key)
/** What is kept of a secret key. It is random all through, so a plain SHA-256 is enough. */
export const secretKeyHash = (key: string): Buffer => createHash('sha256').update(key).digest()

type Kind = 'pk' | 'sk'

function newKey(kind: Kind): string {
  let body = ''
  while (body.length < 30) {
    // 248 = 4 × 62: what lies above would make some characters likelier.
    for (const byte of randomBytes(40)) if (byte < 248 && body.length < 30) body += alphabet[byte % 62]
  }
  return `atv_${kind}_${body}${checksum(body)}`
}

function isKey(kind: Kind, key: string): boolean {
  const [, found, body, sum] = /^atv_([ps]k)_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/.exec(key) ?? []
  return found === kind && body !== undefined && checksum(body) === sum
}

function checksum(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (let i = 0; i < 6; i++) {
    text = alphabet[rest % 62] + text
    rest = Math.floor(rest / 62)
  }
  return text
}
