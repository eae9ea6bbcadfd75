import type { Price } from '@atavus/contract/billing'
import type { Language } from '../words/pick.ts'
import { language } from '../words/words.ts'

/** Stripe counts these in whole ones (https://docs.stripe.com/currencies#zero-decimal). */
const whole = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ')
/** And these in thousandths (https://docs.stripe.com/currencies#three-decimal). */
const thousandths = 'bhd jod kwd omr tnd'.split(' ')
/** Counted in hundredths by Stripe alone: nobody pays a part of one (https://docs.stripe.com/currencies#special-cases). */
const wholeInHundredths = 'isk ugx'.split(' ')

/**
 * A price as people write it: `€19.00`, `19,00 €`. How many decimals it has is Stripe's rule, not the browser's, which
 * would round some away.
 */
export function money({ amount, currency }: Price, spoken: Language = language): string {
  const code = currency.toLowerCase()
  const counted = whole.includes(code) ? 0 : thousandths.includes(code) ? 3 : 2
  const shown = wholeInHundredths.includes(code) ? 0 : counted
  return new Intl.NumberFormat(spoken, {
    style: 'currency',
    currency,
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  }).format(amount / 10 ** counted)
}
