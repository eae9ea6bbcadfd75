import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'

const pairs =
  /(?<![\w:.-])[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}(?:\1[0-9a-f]{2}\1[0-9a-f]{2})?(?![\w]|[:-][0-9a-f]{2})/g
const fours = /(?<![\w:.-])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w]|\.\w)/g
const bare = /(?<![\w:.-])[0-9a-f]{12}(?![\w])/g
const cue = /(?:\bmac\b|hardware|physical|physikalische|wlan-?adresse|ethernet|bssid)[^\n]{0,24}$/

/** Hardware addresses: in pairs, in Cisco's fours, or bare after their name. */
export function findMacs({ lower }: Scan): Finding[] {
  const found: Finding[] = []
  const add = (start: number, end: number, weight: number) => found.push({ kind: 'mac', start, end, weight })
  const cued = (start: number) => cue.test(lower.slice(Math.max(0, start - 48), start))
  for (const { index, 0: address, 1: mark } of matches(lower, pairs)) {
    if (/^(?:00.){5}00$|^(?:ff.){5}ff$/.test(address)) continue
    if (mark === '-' && !/[a-f]/.test(address) && !cued(index)) continue
    add(index, index + address.length, 1)
  }
  for (const { index, 0: address } of matches(lower, fours))
    if (/[a-f]/.test(address) || cued(index)) add(index, index + address.length, 0.8)
  for (const { index, 0: address } of matches(lower, bare))
    if (cued(index)) add(index, index + address.length, 0.8)
  return found
}
