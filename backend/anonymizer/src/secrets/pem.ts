import { matches } from '../matches.ts'
import type { Finding } from '../scan.ts'

const begin = /-----BEGIN [A-Z0-9 ]{2,40}-----/g
const ending = /^-----END [A-Z0-9 ]{2,40}-----/
const row = /^(?:\s|\\[rn]|["'>|]){0,20}(?:[\w+/=]{20,80}|[A-Z][\w-]{2,20}: ?[^\n]{1,120}|[\w+/]{1,79}={1,2})/

/** Blocks between BEGIN and END, or from BEGIN on as long as it looks like one. Each sign is passed once. */
export function blocks(text: string): Finding[] {
  const found: Finding[] = []
  let close = text.indexOf('-----END ')
  let past = 0
  for (const { index, 0: line } of matches(text, begin)) {
    if (index < past) continue
    const after = index + line.length
    if (close >= 0 && close < after) close = text.indexOf('-----END ', after)
    const next = text.indexOf('-----BEGIN ', after)
    const last = close >= 0 && (next < 0 || close < next) ? ending.exec(text.slice(close, close + 60)) : null
    past = last ? close + last[0].length : cutOff(text, after)
    if (/[\w+/=]{16}/.test(text.slice(after, Math.min(past, after + 400))))
      found.push({ kind: 'secret', scheme: 'pem', start: index, end: past, weight: 1 })
  }
  return found
}

/** The end of a block whose END is missing. */
function cutOff(text: string, from: number): number {
  let end = from
  for (;;) {
    const line = row.exec(text.slice(end, end + 240))?.[0]
    if (!line) return end
    end += line.length
  }
}
