import { digits, pick, type Random, whole } from '../random.ts'
import { valid } from '../valid.ts'
import { ids } from './ids.ts'
import { card, iban } from './payment.ts'
import type { Setting } from './setting.ts'

/** An id with one wrong digit, or two that changed places, so that its check digits no longer fit. */
export function mistyped(setting: Setting, scheme: string): string {
  const { random } = setting
  const right = scheme === 'iban' ? iban(setting) : scheme === 'card' ? card(setting) : ids[scheme]!(random)
  for (;;) {
    const wrong = slip(random, right)
    if (wrong !== right && !valid[scheme]!(wrong)) return wrong
  }
}

function slip(random: Random, text: string): string {
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index).slice(4)
  const at = pick(random, places)
  if (whole(random, 0, 2) > 0) return text.slice(0, at) + digits(random, 1) + text.slice(at + 1)
  const other = places[places.indexOf(at) + 1] ?? at
  const chars = [...text]
  ;[chars[at], chars[other]] = [chars[other]!, chars[at]!]
  return chars.join('')
}
