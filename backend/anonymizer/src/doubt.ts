import type { Finding, Scan } from './scan.ts'
import cues from './words/doubt.json' with { type: 'json' }

/**
 * Whether a text still seems to hold a number of which harm could come: a cue for a card, an account, an identity
 * number or a code, and behind it digits that nothing has found. What is meant cannot be told then, and must not leave.
 */
export function doubtful({ text, lower }: Scan, findings: readonly Finding[]): boolean {
  const covered = (at: number) => findings.some(({ start, end }) => start <= at && at < end)
  for (const { index, 0: cue } of lower.matchAll(pattern)) {
    const from = index + cue.length
    const window = text.slice(from, from + reach)
    // A value that was found behind the cue is what the cue speaks of.
    if (findings.some(({ start }) => start >= from && start < from + reach)) continue
    const digits = [...window.matchAll(/\p{N}/gu)].filter(digit => !covered(from + digit.index)).length
    if (digits >= enough && !amounts.test(window)) return true
  }
  return false
}

const reach = 60
const enough = 8
const amounts = /[€$£]|\b(?:eur|euro|usd|gbp|chf)\b|\d[.,]\d{2}\b/i
const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${cues.join('|')})(?![\\p{L}])`, 'gu')
