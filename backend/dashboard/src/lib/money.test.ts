import { expect, test } from 'vitest'
import { money } from './money.ts'

test.each([
  { amount: 1900, currency: 'eur', language: 'en', written: '€19.00' },
  { amount: 1900, currency: 'eur', language: 'de', written: '19,00 €' },
  { amount: 123456789, currency: 'usd', language: 'en', written: '$1,234,567.89' },
  { amount: 0, currency: 'eur', language: 'en', written: '€0.00' },
  { amount: -450, currency: 'eur', language: 'en', written: '-€4.50' },
  { amount: 1900, currency: 'jpy', language: 'en', written: '¥1,900' },
  { amount: 19000, currency: 'krw', language: 'en', written: '₩19,000' },
  { amount: 1900, currency: 'mga', language: 'en', written: 'MGA 1,900' },
  { amount: 12345, currency: 'kwd', language: 'en', written: 'KWD 12.345' },
  { amount: 500000, currency: 'isk', language: 'en', written: 'ISK 5,000' },
  { amount: 3700000, currency: 'ugx', language: 'en', written: 'UGX 37,000' },
  { amount: 199050, currency: 'huf', language: 'en', written: 'HUF 1,990.50' },
  { amount: 1950, currency: 'all', language: 'en', written: 'ALL 19.50' },
] as const)('$amount of $currency is $written', ({ amount, currency, language, written }) => {
  expect(money({ amount, currency }, language).replaceAll('\u00a0', ' ')).toBe(written)
})
