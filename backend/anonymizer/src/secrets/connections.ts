import type { Finding, Scan } from '../scan.ts'
import { withoutTail } from '../tail.ts'

const login = /:\/\/[^\s:@/"'<>]{0,100}:[^\s@"'<>]{1,200}@[^\s"'<>`]{1,500}/y

/** Addresses of databases and queues with a password in them. Web pages with one are found with the other pages. */
export function connections({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (let colon = text.indexOf('://'); colon >= 0; colon = text.indexOf('://', colon + 3)) {
    login.lastIndex = colon
    const rest = login.exec(text)?.[0]
    const scheme = rest && /[a-z][a-z0-9+.-]*$/.exec(lower.slice(Math.max(0, colon - 24), colon))?.[0]
    if (!rest || !scheme || /^(?:https?|ftps?|wss?)$/.test(scheme)) continue
    const end = colon + withoutTail(rest, '.,;:!?)]').length
    found.push({ kind: 'secret', scheme: 'connection', start: colon - scheme.length, end, weight: 1 })
  }
  return found
}
