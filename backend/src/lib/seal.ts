import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { preparedKey } from './prepared-key.ts'

const head = Buffer.of(1)
const ivLength = 12
const tagLength = 16

/**
 * Seals bytes with AES-256-GCM (NIST SP 800-38D) under a 32-byte key. `bound` is authenticated with them: what
 * is sealed for one row does not open for another. Layout: version 1, IV (12 bytes), tag (16), ciphertext.
 */
export const seal = (key: Buffer, content: Buffer, bound: string): Buffer =>
  sealAfter(head, key, content, bound)

/** Opens what `seal` made; throws when key, binding or content do not match. */
export function open(key: Buffer, sealed: Uint8Array, bound: string): Buffer {
  if (sealed[0] !== head[0]) throw new Error('sealed with an unknown version')
  return openAfter(head.length, key, sealed, bound)
}

/** As `seal`, after other bytes in the version's place: they say what key it is, where that may be one of several. */
export function sealAfter(start: Buffer, key: Buffer, content: Buffer, bound: string): Buffer {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', preparedKey(key), iv)
  cipher.setAAD(Buffer.from(bound))
  const sealed = Buffer.concat([cipher.update(content), cipher.final()])
  return Buffer.concat([start, iv, cipher.getAuthTag(), sealed])
}

/** Opens what `sealAfter` made after a start of so many bytes; throws as `open` does. */
export function openAfter(start: number, key: Buffer, sealed: Uint8Array, bound: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).subarray(start)
  const iv = bytes.subarray(0, ivLength)
  const decipher = createDecipheriv('aes-256-gcm', preparedKey(key), iv, { authTagLength: tagLength })
  decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
  decipher.setAAD(Buffer.from(bound))
  return Buffer.concat([decipher.update(bytes.subarray(ivLength + tagLength)), decipher.final()])
}

/** A new random key of 32 bytes. */
export const newKey = (): Buffer => randomBytes(32)
