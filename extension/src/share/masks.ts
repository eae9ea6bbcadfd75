import { findPhones } from '@atavus/anonymizer/contact/phone-judge-small'
import { languages } from '@atavus/anonymizer/kinds'
import { mask } from '@atavus/anonymizer/mask'
import { sha256 } from '@atavus/anonymizer/payment/sha256'
import type { MaskedValue } from '@atavus/anonymizer/restore'
import type { Finding } from '@atavus/anonymizer/scan'
import { structured } from '@atavus/anonymizer/structured'
import { withWholeRuns } from '@atavus/anonymizer/whole-runs'

// Comes with the share sheet only. It finds what has a form of its own; names of people it does not know, for which the
// lexicon would be larger than all the rest of us.

const detectors = structured(findPhones)

/** What was replaced earlier in a conversation, and the secret that numbers its placeholders. */
export interface Masks {
  /** 64 hex digits. */
  key: string
  values: MaskedValue[]
}

/**
 * Replaces what identifies somebody in texts that go out together, the same value by the same placeholder. `also`:
 * words that the user wants replaced, which nothing would have found.
 */
export function masked(
  texts: string[],
  masks: Masks,
  language: string,
  also: string[],
): { texts: string[]; values: MaskedValue[] } {
  const main = language.split('-')[0]
  const region = /-([A-Z]{2})\b/.exec(language)?.[1]
  const result = mask(texts, {
    place: { language: languages.find(one => one === main), regions: region ? [region] : [] },
    detect: scan => [
      ...withWholeRuns(
        detectors.flatMap(detector => detector(scan)),
        scan.text,
      ),
      ...quoted(scan.lower, also),
    ],
    special: () => [],
    isOrdinary: () => false,
    digest: text => sha256(new TextEncoder().encode(`${masks.key}:${text}`)),
    earlier: masks.values,
    said: texts.length,
    readable: [],
  })
  return { texts: result.texts, values: result.values }
}

function quoted(lower: string, also: string[]) {
  return also.flatMap(words => {
    const wanted = words.trim().toLowerCase()
    const found: Finding[] = []
    for (let at = lower.indexOf(wanted); wanted && at >= 0; at = lower.indexOf(wanted, at + wanted.length))
      found.push({ kind: 'text', start: at, end: at + wanted.length, weight: 1 })
    return found
  })
}
