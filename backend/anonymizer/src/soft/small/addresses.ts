import { matches } from '../../matches.ts'
import type { Finding, Scan } from '../../scan.ts'
import {
  ahead,
  anyName,
  behind,
  flats,
  houses,
  places,
  shy,
  smallTowns,
  sureEnding,
  sureKind,
  townFields,
  towns,
  unitBefore,
} from './streets.ts'

// Postal addresses for a browser: a number, the street before or behind it, then the flat and the place. The server's
// grammars (`../addresses.ts`) know ten times as many words, and find streets without a number as well.

export const findAddresses = (scan: Scan): Finding[] => [...inText(scan), ...inFields(scan)]

function inFields({ text, lower }: Scan): Finding[] {
  return matches(lower, townFields).flatMap(({ index, 0: label }) => {
    const start = index + label.length
    const end = past(places, text, start)
    return end > start ? [{ kind: 'address', start, end, weight: 0.7 }] : []
  })
}

function inText({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  let last = 0
  for (const { index, 0: number } of matches(text, houses)) {
    const street = index < last ? undefined : streetAt(text, index, index + number.length, last)
    if (!street) continue
    const flat = past(flats, lower, street.to)
    const place = past(places, text, flat)
    if (place > flat ? !isBacked(text, street, place) : !isEnough(text, lower, street, flat)) continue
    const small = !capital.test(text.slice(street.from, flat))
    last = place > flat ? place : past(small ? smallTowns : towns, text, flat)
    found.push({ kind: 'address', start: street.from, end: last, weight: place > flat ? 0.8 : 0.6 })
  }
  return found
}

/**
 * A street with its number, and what makes an address of it where no place stands behind it: nothing, the end of what is
 * said, a word such as "deliver" before it. One that may be anything needs a place.
 */
interface Street {
  from: number
  to: number
  needs: 'nothing' | 'end' | 'word' | 'place'
}

const longest = 80

function streetAt(text: string, from: number, to: number, last: number): Street | undefined {
  const line = text.slice(Math.max(last, from - longest), from)
  const before = led.test(line) ? ahead.exec(line) : null
  if (before) {
    const { 0: whole, 1: kind, 2: named, 3: ended } = before
    return {
      from: from - whole.length,
      to,
      needs: kind ? ofKind(kind, named!) : ofEnding(ended?.trim() ?? ''),
    }
  }
  const end = past(behind, text, to)
  if (end > to) {
    const [unit = ''] = unitBefore.exec(line) ?? []
    return {
      from: from - unit.length,
      to: end,
      needs: sureKind.test(text.slice(to, Math.min(end, to + longest))) ? 'end' : 'word',
    }
  }
  const [any] = anyName.exec(line) ?? []
  return any ? { from: from - any.length, to, needs: 'place' } : undefined
}

function ofKind(kind: string, name: string): Street['needs'] {
  if (shy.test(kind.toLowerCase())) return capital.test(kind) ? 'end' : 'word'
  return capital.test(name) ? 'nothing' : 'word'
}

const ofEnding = (name: string): Street['needs'] => (sureEnding.test(name) ? 'nothing' : 'word')

const isBacked = (text: string, { to, needs }: Street, place: number): boolean =>
  needs !== 'place' || clear.test(text.slice(to, place))
const clear = /^[,\n]\D*\d{4,5}(?: [A-Z]{2})? \p{Lu}|\d[A-Z]{2}$/u

function isEnough(text: string, lower: string, { from, to, needs }: Street, end: number): boolean {
  if (needs === 'nothing' || needs === 'place') return needs === 'nothing'
  const ends = /^ ?(?:[^\p{L}\d ]|$)/u.test(text.slice(end, end + 2))
  if (ends && needs === 'end') return true
  const large = capital.test(text.slice(from, to))
  const alone =
    /(?:^|[\n:] ?)$/.test(text.slice(Math.max(0, from - 2), from)) && '\n'.includes(text.charAt(end))
  return (large && alone) || ((large || ends) && told.test(lower.slice(Math.max(0, from - 40), from)))
}

const led = /[\p{L}./,°º] $|\/$/u

/** Where what a pattern looks for at a place ends; the place itself where it is not there. */
function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

const capital = /\p{Lu}/u
const told =
  /(?<!\p{L})(?:wohn|leb|adress|anschrift|\p{L}*liefer|stra(?:ß|ss)e|umzug|umgezogen|liv|deliver|street|mov|ship|habit|demeur|livr|rue|domicil|viv|direcci|env[ií]|calle|abit|resid|indirizz|via|conseg|spedi|mand|woon|adres|bezorg|verhui|brief|bote|schick|send|courier|lett[er]|carta|att?en|casa|presso|chez|envoy|exp[ée]d|stuu?r|[cp]\/[oa]|fao|z\.? ?h)[^\d?!]{0,30}$/u
