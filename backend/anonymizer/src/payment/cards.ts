import { type Chain, chainsOf, type Window, windowsAt } from '../ids/chains.ts'
import { type Surroundings, surroundings } from '../ids/context.ts'
import contrary from '../ids/contrary.json' with { type: 'json' }
import { bookOf } from '../ids/cues.ts'
import { isAmount, isGlued } from '../ids/edges.ts'
import { luhn } from '../ids/luhn.ts'
import type { Detector, Finding, Scan } from '../scan.ts'
import { brandOf } from './brands.ts'
import words from './cues.json' with { type: 'json' }

const book = bookOf({
  card: words.card,
  contrary: [...contrary, ...words.other],
})
const usualLengths = [16, 15, 14, 19, 18, 17, 13, 12]
const mostGroups = 8
const printed = /^(?:\d{4}([ .-])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ .-])\d{6}\2\d{4,5})$/
const even = /^\d{12,19}$|^\d{3,8}(?:[ .-]\d{3,13}){1,4}$/

/** Payment cards: the Luhn sum and the first digits of a brand. */
export const findCards: Detector = scan => {
  const around = surroundings(scan, book)
  return chainsOf(scan.text).flatMap(chain => inChain(scan, chain, around))
}

function inChain(scan: Scan, chain: Chain, around: Surroundings): Finding[] {
  const findings: Finding[] = []
  if (chain.digits.length < 12) return findings
  for (let first = 0; first < chain.starts.length; first++) {
    const windows = windowsAt(scan.text, chain, first, [12, 19], mostGroups).sort(byUse)
    const window =
      windows.find(window => isCard(scan, window, around, window.last + 1 === chain.ends.length)) ??
      // Digits before it mean that no word stands right before it.
      (first === 0 ? windows.find(window => isMistyped(window, around)) : undefined)
    if (!window) continue
    findings.push(finding(window))
    around.list(around.of(window.start, window.end), window.end)
    first = window.last
  }
  return findings
}

function finding({ start, end, digits }: Window): Finding {
  const brand = brandOf(digits)
  return {
    kind: 'card',
    ...(brand && { scheme: brand.name }),
    start,
    end,
    weight: luhn(digits) ? 1 : 0.7,
  }
}

/** Where several lengths would do, the usual ones: an expiry date or a check value may stand right behind. */
function byUse(one: Window, other: Window): number {
  return usualLengths.indexOf(one.digits.length) - usualLengths.indexOf(other.digits.length)
}

function isCard({ text }: Scan, window: Window, around: Surroundings, closing: boolean): boolean {
  const { start, end, digits } = window
  if (!luhn(digits)) return false
  const brand = brandOf(digits)
  // Some groups of a longer number prove nothing.
  if (!closing && (!brand || brand.rare)) return false
  const context = around.of(start, end)
  if (context.names.has('card') && (brand || context.direct)) return true
  if (!brand || (isGlued(text, start, end) && text.charAt(end) !== '/')) return false
  const written = text.slice(start, end)
  if (printed.test(written)) return true
  const against = (context.tight && context.names.has('contrary')) || isAmount(text, start, end)
  return !brand.rare && !against && even.test(written)
}

/** Right behind the word for it, a wrong sum is a slip of the finger. */
function isMistyped({ start, end, digits }: Window, around: Surroundings): boolean {
  if (digits.length < 13) return false
  const { names, direct, doubtful } = around.of(start, end)
  return names.has('card') && direct && (!doubtful || brandOf(digits) !== undefined)
}
