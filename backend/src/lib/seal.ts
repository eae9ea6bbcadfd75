import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { preparedKey } from './prepared-key.ts'

const version = 1
const ivLength = 12
const tagLength = 16
const headLength = 1 + ivLength + tagLength

/**
 * Seals bytes with AES-256-GCM (NIST SP 800-38D) under a 32-byte key. `bound` is authenticated with them: what
 * is sealed for one row does not open for another. Layout: version, IV (12 bytes), tag (16), ciphertext.
 */
export function seal(key: Buffer, content: Buffer, bound: string): Buffer {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', preparedKey(key), iv)
  cipher.setAAD(Buffer.from(bound))
  const sealed = Buffer.concat([cipher.update(content), cipher.final()])
  return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), sealed])
}

/** Opens what `seal` made; throws when key, binding or content do not match. */
export function open(key: Buffer, sealed: Uint8Array, bound: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes[0] !== version) throw new Error('sealed with an unknown version')
  const decipher = createDecipheriv('aes-256-gcm', preparedKey(key), bytes.subarray(1, 1 + ivLength))
  decipher.setAuthTag(bytes.subarray(1 + ivLength, headLength))
  decipher.setAAD(Buffer.from(bound))
  return Buffer.concat([decipher.update(bytes.subarray(headLength)), decipher.final()])
}

/** A new random key of 32 bytes. */
export const newKey = (): Buffer => randomBytes(32)
