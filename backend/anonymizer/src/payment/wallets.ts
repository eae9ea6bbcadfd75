import { surroundings } from '../ids/context.ts'
import { bookOf } from '../ids/cues.ts'
import { matches } from '../matches.ts'
import type { Detector } from '../scan.ts'
import { coins } from './coins.ts'
import words from './cues.json' with { type: 'json' }

const { card: _card, iban: _iban, ...names } = words
const book = bookOf(names)
const long = /(?<![A-Za-z0-9_/+=-])[A-Za-z0-9]{25,110}(?![A-Za-z0-9_+=])/g

/** Addresses to which coins are sent. */
export const findWallets: Detector = scan => {
  const around = surroundings(scan, book)
  return matches(scan.text, long).flatMap(({ 0: address, index: start }) => {
    const end = start + address.length
    const alike = coins.filter(({ form }) => form.test(address))
    const proved = alike.find(({ plain, valid }) => !plain && (valid?.(address) ?? true))
    if (proved) return { kind: 'wallet', scheme: proved.name, start, end, weight: 1 }
    if (alike.length === 0) return []
    const context = around.of(start, end)
    const coin = alike.find(({ name }) => context.names.has(name) || context.names.has('coin'))
    if (!coin || !(context.direct || coin.valid?.(address))) return []
    around.list(context, end)
    return {
      kind: 'wallet',
      scheme: coin.name,
      start,
      end,
      weight: coin.valid?.(address) ? 0.8 : 0.7,
    }
  })
}
