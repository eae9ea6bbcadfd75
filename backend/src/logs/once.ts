import { createHash } from 'node:crypto'
import type { SecurityEvent } from '@atavus/contract/logs'
import { newId } from '../lib/ids.ts'

/** What anybody can cause as often as they like: told once a minute for each network, route and workspace. */
const floods: ReadonlySet<SecurityEvent> = new Set([
  'access_denied',
  'limited',
  'identity_refused',
  'key_in_browser',
  'signature_invalid',
])
const mostAMinute = 5000

/**
 * The id under which an event is to be kept; undefined where it need not be. One that can be a flood has the same id
 * all minute long in every process, so that the database keeps it once. `about` is what else must be the same.
 */
export function createOncePerMinute() {
  let minute = 0
  const seen = new Set<string>()
  return (event: SecurityEvent, about: string, at: Date): string | undefined => {
    if (!floods.has(event)) return newId(at)
    const current = Math.floor(at.getTime() / 60_000)
    if (current !== minute) seen.clear()
    minute = current
    const id = hashId(`${event}\0${about}\0${minute}`)
    if (seen.has(id) || seen.size >= mostAMinute) return undefined
    seen.add(id)
    return id
  }
}

/** A UUIDv8 (RFC 9562) of a text's hash. */
function hashId(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
