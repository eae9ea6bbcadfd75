import { createHmac, hkdfSync } from 'node:crypto'
import { preparedKey } from '../lib/prepared-key.ts'
import { stem } from './stem.ts'

const most = 400

/**
 * What a text can be found by: for each of its words, in the order of their first coming and at most 400 of them, the
 * first 8 bytes of an HMAC-SHA-256 of its stem, as a whole number in decimal. Equal words of one workspace have equal
 * terms; without its key a term tells nothing, and those of two workspaces are never equal but by chance.
 */
export function termsOf(workspaceKey: Buffer, text: string): string[] {
  const words = plain(text).match(/[\p{L}\p{N}]+/gu) ?? []
  const stems = new Set<string>()
  for (const word of words) {
    stems.add(stem(word))
    if (stems.size === most) break
  }
  const key = preparedKey(searchKey(workspaceKey))
  return Array.from(stems, one => createHmac('sha256', key).update(one).digest().readBigInt64BE().toString())
}

/** Small letters in compatible forms without diacritics (Unicode NFKC, then the marks of NFD taken off). */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss')
}

const searchKeys = new WeakMap<Buffer, Buffer>()

/** Derived (HKDF, RFC 5869), so that no use of the workspace's key can be mistaken for another. */
function searchKey(workspaceKey: Buffer): Buffer {
  const known = searchKeys.get(workspaceKey)
  if (known) return known
  const key = Buffer.from(hkdfSync('sha256', workspaceKey, '', 'search', 32))
  searchKeys.set(workspaceKey, key)
  return key
}
