import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import { withoutTail } from '../tail.ts'
import { decoded } from './jwt.ts'
import { changes } from './randomness.ts'
import { isStandIn } from './stand-ins.ts'

const authorization =
  /authorization["']? {0,2}[:=] {0,2}["']?(?:(?:bearer|basic|token|digest|apikey|bot|key|negotiate) {1,3})?([^\s"',<>]{8,8192})/g
const bearer = /(?<![\w-])(?:bearer|basic) {1,3}["']?([\w.~+/=-]{8,8192})/g
const cookie = /(?<![\w-])(?:set-)?cookie["']? {0,2}: {0,2}["']?([\w.-]{1,60}=[^\n"'<>]{4,4096})/g

/** What a browser or program says to be let in: authorization headers and cookies. */
export function headers({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  const add = (match: RegExpExecArray, scheme: string, fits: (value: string) => boolean) => {
    const end = match.index + match[0].length
    const start = end - (match[1] ?? '').length
    const value = withoutTail(text.slice(start, end), '.,;) \t\n')
    if (fits(value)) found.push({ kind: 'secret', scheme, start, end: start + value.length, weight: 0.9 })
  }
  if (lower.includes('authorization'))
    for (const match of matches(lower, authorization))
      add(match, 'authorization', value => !isStandIn(value) && /[\d=]|[a-z][A-Z]/.test(value))
  for (const match of matches(lower, bearer))
    add(match, 'authorization', value => isBearer(value, match[0].startsWith('basic')))
  if (lower.includes('cookie'))
    for (const match of matches(lower, cookie)) add(match, 'cookie', value => /\d|[a-z][A-Z]/.test(value))
  return found
}

function isBearer(value: string, basic: boolean): boolean {
  if (basic) return /^[\x20-\x7e]{1,80}:[\x20-\x7e]{1,80}$/.test(decoded(value) ?? '')
  return value.length >= 12 && !isStandIn(value) && /\d/.test(value) && changes(value) >= 3
}
