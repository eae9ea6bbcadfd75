// Whether a number's check digits are right, worked out anew: neither the generators beside this file nor the
// detectors are asked. `mistyped.ts` makes wrong ones with it, the tests hold the right ones against it.

type Check = (text: string) => boolean

const plain = (text: string) => text.replace(/[\s./-]/g, '').toUpperCase()
const numbers = (text: string) => Array.from(text, Number)
const scalar = (text: string, factors: number[]) =>
  factors.reduce((sum, factor, at) => sum + factor * Number(text[at]), 0)

export const luhn: Check = text => {
  const twice = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]
  const all = numbers(plain(text))
  const even = all.length % 2
  return all.reduce((sum, digit, at) => sum + (at % 2 === even ? twice[digit]! : digit), 0) % 10 === 0
}

/** Digit by digit, so that no big number is needed. */
export const iban: Check = text => {
  const value = plain(text)
  let rest = 0
  for (const sign of value.slice(4) + value.slice(0, 4))
    rest = Number.parseInt(String(rest) + Number.parseInt(sign, 36), 10) % 97
  return /^[A-Z]{2}\d\d[A-Z0-9]{11,30}$/.test(value) && rest === 1
}

const letters = 'TRWAGMYFPDXBNJZSQVHLCKE'
const day = (text: string) => Number(text.slice(0, 2)) >= 1 && Number(text.slice(0, 2)) <= 31
const month = (text: string) => Number(text) >= 1 && Number(text) <= 12

export const valid: Record<string, Check> = {
  iban,
  card: text => luhn(text) && plain(text).length >= 14,
  us_ssn: text => /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)\d{4}$/.test(bare(text)),
  us_itin: text => /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])\d{4}$/.test(bare(text)),
  uk_nhs: text =>
    plain(text).length === 10 && scalar(plain(text), [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  uk_nino: text =>
    /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/.test(plain(text)),
  de_tax_id: text => {
    const value = plain(text)
    const counts = [...Map.groupBy(numbers(value.slice(0, 10)), digit => digit).values()].map(
      same => same.length,
    )
    const repeated = counts.filter(count => count > 1)
    let product = 5
    for (const digit of numbers(value)) product = ((((product || 10) * 2) % 11) + digit) % 10
    return /^[1-9]\d{10}$/.test(value) && repeated.length === 1 && repeated[0]! <= 3 && product === 1
  },
  de_pension: text => {
    const value = plain(text)
    const letter = value.charCodeAt(8) - 64
    const code = value.slice(0, 8) + Math.floor(letter / 10) + (letter % 10) + value.slice(9)
    const products = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].map((factor, at) => factor * Number(code[at]))
    const sum = numbers(products.join('')).reduce((sum, digit) => sum + digit, 0)
    return (
      /^\d{8}[A-Z]\d{3}$/.test(value) &&
      day(value.slice(2)) &&
      month(value.slice(4, 6)) &&
      sum % 10 === Number(value[11])
    )
  },
  fr_nir: text => {
    const value = plain(text)
    const digits =
      value.slice(0, 5) + value.slice(5, 7).replace('2A', '19').replace('2B', '18') + value.slice(7)
    return (
      /^[12]\d{4}(?:\d\d|2[AB])\d{8}$/.test(value) &&
      (remainder(digits.slice(0, 13), 97) + Number(digits.slice(13))) % 97 === 0
    )
  },
  es_dni: text =>
    /^\d{8}[A-Z]$/.test(plain(text)) && letters[remainder(plain(text).slice(0, 8), 23)] === plain(text)[8],
  es_nie: text => {
    const value = plain(text)
    return (
      /^[XYZ]\d{7}[A-Z]$/.test(value) &&
      letters[remainder('XYZ'.indexOf(value[0]!) + value.slice(1, 8), 23)] === value[8]
    )
  },
  it_codice_fiscale: text => {
    const value = plain(text)
    const odd: Record<string, number> = {}
    ;[...'BAKPLCQDREVOSFTGUHMINJWZYX'].forEach((letter, at) => {
      odd[letter] = at
    })
    const letterOf = (sign: string) => (/\d/.test(sign) ? String.fromCharCode(65 + Number(sign)) : sign)
    const sum = [...value.slice(0, 15)].reduce(
      (sum, sign, at) => sum + (at % 2 === 0 ? odd[letterOf(sign)]! : letterOf(sign).charCodeAt(0) - 65),
      0,
    )
    return (
      /^[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]$/.test(value) && value.charCodeAt(15) - 65 === sum % 26
    )
  },
  nl_bsn: text => plain(text).length === 9 && scalar(plain(text), [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
  pl_pesel: text =>
    plain(text).length === 11 &&
    scalar(plain(text), [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0 &&
    month(plain(text).slice(2, 4)),
  se_personnummer: text => /^(?:19)?\d{6}-?\d{4}$/.test(text) && luhn(plain(text).slice(-10)),
  dk_cpr: text =>
    plain(text).length === 10 && scalar(plain(text), [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 && day(text),
  no_fodselsnummer: text => {
    const value = plain(text)
    const [first, second] = [
      [3, 7, 6, 1, 8, 9, 4, 5, 2, 1],
      [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1],
    ]
    return (
      value.length === 11 && day(value) && scalar(value, first) % 11 === 0 && scalar(value, second) % 11 === 0
    )
  },
  fi_hetu: text => {
    const [, date, serial, check] = /^(\d{6})[-+A-FU-Y](\d{3})([0-9A-Y])$/.exec(text) ?? []
    return !!date && day(date) && '0123456789ABCDEFHJKLMNPRSTUVWXY'[remainder(date + serial, 31)] === check
  },
  be_rrn: text => {
    const value = plain(text)
    const check = Number(value.slice(9))
    const fits = (prefix: string) => 97 - remainder(prefix + value.slice(0, 9), 97) === check
    return value.length === 11 && month(value.slice(2, 4)) && (fits('') || fits('2'))
  },
  at_svnr: text => {
    const value = plain(text)
    return (
      /^[1-9]\d{9}$/.test(value) &&
      scalar(value, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(value[3]) &&
      day(value.slice(4))
    )
  },
  ch_ahv: text =>
    /^756\d{10}$/.test(plain(text)) &&
    scalar(plain(text), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
  pt_nif: text => {
    const value = plain(text)
    const rest = scalar(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11
    return /^[1-3]\d{8}$/.test(value) && (rest === 0 || (rest === 1 && value.endsWith('0')))
  },
  ie_pps: text => {
    const value = plain(text)
    const second = value[8] ? 'WABCDEFGHIJKLMNOPQRSTUV'.indexOf(value[8]) : 0
    return (
      /^\d{7}[A-W][A-W]?$/.test(value) &&
      (scalar(value, [8, 7, 6, 5, 4, 3, 2]) + 9 * second) % 23 ===
        'WABCDEFGHIJKLMNOPQRSTUV'.indexOf(value[7]!)
    )
  },
  ca_sin: text => /^[1-7]\d{8}$/.test(plain(text)) && luhn(text),
}

const bare = (text: string) => text.replace(/[\s-]/g, '')
const remainder = (digits: string, by: number) =>
  numbers(digits).reduce((rest, digit) => (rest * 10 + digit) % by, 0)
