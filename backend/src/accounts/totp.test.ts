import { expect, test } from 'vitest'
import { base32, totpCode, totpStep, totpUri } from './totp.ts'

const secret = Buffer.from('12345678901234567890')
const at = (seconds: number) => new Date(seconds * 1000)

// RFC 6238, appendix B: the last six of its eight digits.
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('RFC 6238: %i seconds after 1970 the code is %s', (seconds, code) => {
  expect(totpCode(secret, Math.floor(seconds / 30))).toBe(code)
  expect(totpStep(secret, code, at(seconds))).toBe(Math.floor(seconds / 30))
})

// RFC 4226, appendix D.
test.each([
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
])('RFC 4226: %s', code => {
  expect(Array.from({ length: 10 }, (_, step) => totpCode(secret, step))).toContain(code)
})

test('a code holds for its half minute, the one before and the one after, and no longer', () => {
  const code = totpCode(secret, 1000)
  const seconds = [-31, -30, -1, 0, 29, 30, 59, 60]
  expect(seconds.map(second => totpStep(secret, code, at(30_000 + second)))).toEqual([
    undefined,
    1000,
    1000,
    1000,
    1000,
    1000,
    1000,
    undefined,
  ])
})

test.each(['', '28708', '2870820', '28708a', '٢٨٧٠٨٢', '287082\n', '+28708', '0x1234', ' 87082'])(
  'what is not six digits is no code: "%s"',
  text => expect(totpStep(secret, text, at(59))).toBeUndefined(),
)

// RFC 4648, 10.
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('RFC 4648: "%s" is "%s" in base32', (text, encoded) => {
  expect(base32(Buffer.from(text))).toBe(encoded)
})

test('an authenticator is told whose code it is, at which server', () => {
  const uri = totpUri('MZXW6YTB', { url: 'https://chat.example:8443', email: 'rosa+a&b@nursery.example' })
  expect(uri).toBe(
    'otpauth://totp/Atavus%20(chat.example):rosa%2Ba%26b%40nursery.example?secret=MZXW6YTB&issuer=Atavus%20(chat.example)&algorithm=SHA1&digits=6&period=30',
  )
})
