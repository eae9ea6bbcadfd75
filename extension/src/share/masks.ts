import { settle } from '@atavus/anonymizer/fold'
import { languages } from '@atavus/anonymizer/kinds'
import { mask } from '@atavus/anonymizer/mask'
import { sha256 } from '@atavus/anonymizer/payment/sha256'
import { detect, isOrdinary } from '@atavus/anonymizer/preview'
import type { MaskedValue } from '@atavus/anonymizer/restore'
import { type Finding, type Place, type Scan, scanOf } from '@atavus/anonymizer/scan'

// Comes with the share sheet only. It finds what has a form of its own, and names of people, addresses and dates of birth
// as far as the little goes that a browser knows: all that the server knows would be larger than all the rest of us.

/** What was replaced earlier in a conversation, and the secret that numbers its placeholders. */
export interface Masks {
  /** 64 hex digits. */
  key: string
  values: MaskedValue[]
}

/**
 * Replaces what identifies somebody in texts that go out together, the same value by the same placeholder. `also`:
 * words that the user wants replaced, which nothing would have found. `language`: of the page, or else of the browser.
 */
export function masked(
  texts: string[],
  masks: Masks,
  language: string,
  also: string[],
): { texts: string[]; values: MaskedValue[] } {
  const result = mask(texts, {
    place: placeOf(texts, language),
    detect: scan => [...detect(scan), ...quoted(scan, also)],
    special: () => [],
    doubtful: () => false,
    isOrdinary,
    digest: text => sha256(new TextEncoder().encode(`${masks.key}:${text}`)),
    earlier: masks.values,
    said: texts.length,
    readable: [],
  })
  return { texts: result.texts, values: result.values }
}

/** Where a text is in Arabic letters, what a page says of its language and country helps to find no numbers in it. */
function placeOf(texts: string[], tag: string): Place {
  const count = (letter: RegExp) => texts.join().match(letter)?.length ?? 0
  if (count(/\p{Script=Arabic}/gu) > count(/\p{Script=Latin}/gu)) return { regions: [] }
  const main = tag.split('-')[0]
  const region = /-([A-Z]{2})\b/.exec(tag)?.[1]
  return { language: languages.find(one => one === main), regions: region ? [region] : [] }
}

function quoted({ lower, place }: Scan, also: string[]) {
  return also.flatMap(words => {
    const wanted = scanOf(settle(words.trim()), place).lower
    const found: Finding[] = []
    for (let at = lower.indexOf(wanted); wanted && at >= 0; at = lower.indexOf(wanted, at + wanted.length))
      found.push({ kind: 'text', start: at, end: at + wanted.length, weight: 1 })
    return found
  })
}
