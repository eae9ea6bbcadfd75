import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A new public key: `atv_pk_`, 30 random base62 characters, 6 of CRC-32 so that a typing error never asks the database. */
export function newPublicKey(): string {
  let body = ''
  while (body.length < 30) {
    // 248 = 4 × 62: what lies above would make some characters likelier.
    for (const byte of randomBytes(40)) if (byte < 248 && body.length < 30) body += alphabet[byte % 62]
  }
  return `atv_pk_${body}${checksum(body)}`
}

/** Whether a string has the form and checksum of a public key. */
export function isPublicKey(key: string): boolean {
  const match = /^atv_pk_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/.exec(key)
  return match?.[1] !== undefined && checksum(match[1]) === match[2]
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
