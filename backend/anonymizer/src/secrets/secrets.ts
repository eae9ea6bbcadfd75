import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import { withoutTail } from '../tail.ts'
import { assignments } from './assignments.ts'
import { hidesSomething } from './blobs.ts'
import { connections } from './connections.ts'
import { secretCue, unguessable } from './context.ts'
import { headers } from './headers.ts'
import { tokensIn } from './jwt.ts'
import { blocks } from './pem.ts'
import { longRuns, type Run } from './runs.ts'
import { isKey, vendorForm } from './vendors.ts'

/** Keys, tokens and other things that open doors: by their form, or by what stands before them. */
export function findSecrets(scan: Scan): Finding[] {
  return [
    ...blocks(scan.text),
    ...longRuns(scan.text).flatMap(run => inRun(scan, run)),
    ...assignments(scan),
    ...headers(scan),
    ...connections(scan),
  ]
}

function inRun(scan: Scan, { start, text }: Run): Finding[] {
  const secret = (scheme: string, from: number, to: number, weight: number): Finding => ({
    kind: 'secret',
    scheme,
    start: start + from,
    end: start + to,
    weight,
  })
  const found = tokensIn(text).map(token => secret('jwt', token.start, token.end, 1))
  for (const { index, 0: key, groups = {} } of matches(text, vendorForm)) {
    const vendor = Object.keys(groups).find(name => groups[name]) ?? ''
    if (isKey(key, vendor)) found.push(secret(vendor, index, index + withoutTail(key, '.-').length, 1))
  }
  if (found.length) return found
  const word = withoutTail(text, '.:=~-').replace(/^[.:/~-]+/, '')
  const from = text.indexOf(word)
  if (hidesSomething(text)) return [secret('encoded', 0, text.length, 0.8)]
  if (unguessable(word) && secretCue(scan.lower, start + from, word))
    return [secret('context', from, from + word.length, 0.8)]
  return []
}
