import { capitals, chance, digits, pick, type Random, weighed, whole } from '../random.ts'
import { grouped, luhnCheck } from './ids.ts'
import type { Setting } from './setting.ts'

/** An IBAN with right check digits, those of its country's own account numbers too. */
export function iban({ random, region }: Setting): string {
  const home = accounts[region] && chance(random, 0.65)
  const country = home ? region : pick(random, Object.keys(accounts))
  return ibanStyle(random, ibanOf(country, accounts[country]!(random)))
}

export function card({ random }: Setting): string {
  const [prefix, length] = weighed(random, [
    [['4', 16], 5],
    [[String(whole(random, 51, 55)), 16], 4],
    [[String(whole(random, 2221, 2720)), 16], 1],
    [[pick(random, ['34', '37']), 15], 2],
    [['6011', 16], 1],
    [['3528', 16], 0.5],
  ] as const)
  const body = prefix + digits(random, length - prefix.length - 1)
  const number = body + luhnCheck(body)
  const sizes = length === 15 ? [4, 6, 5] : [4, 4, 4, 4]
  return weighed(random, [
    [grouped(number, sizes, ' '), 5],
    [number, 4],
    [grouped(number, sizes, '-'), 2],
  ])
}

/** Account numbers inside an IBAN, per country. */
const accounts: Record<string, (random: Random) => string> = {
  DE: random =>
    pick(random, ['37040044', '10010010', '70051995', '50010517', '20041111']) + digits(random, 10),
  AT: random => pick(random, ['12000', '20111', '32000', '60000']) + digits(random, 11),
  CH: random => pick(random, ['00762', '00230', '09000', '80808']) + digits(random, 12),
  NL: random => pick(random, ['INGB', 'RABO', 'ABNA', 'TRIO', 'BUNQ', 'KNAB', 'SNSB']) + dutchAccount(random),
  BE: random => {
    const body = digits(random, 10)
    return body + String(Number(body) % 97 || 97).padStart(2, '0')
  },
  ES: random => {
    const [bank, account] = [
      pick(random, ['2100', '0049', '0182', '2085']) + digits(random, 4),
      digits(random, 10),
    ]
    return bank + spanishCheck(`00${bank}`) + spanishCheck(account) + account
  },
  FR: random => {
    const [bank, office] = [pick(random, ['30004', '20041', '10278', '13807']), digits(random, 5)]
    const account = chance(random, 0.2) ? digits(random, 10) + capitals(random, 1) : digits(random, 11)
    const value = 89 * Number(bank) + 15 * Number(office) + 3 * Number(frenchDigits(account))
    return bank + office + account + String(97 - (value % 97)).padStart(2, '0')
  },
  IT: random => {
    const body = pick(random, ['05428', '02008', '03069', '07601']) + digits(random, 5) + digits(random, 12)
    return italianCheck(body) + body
  },
  GB: random => pick(random, ['BARC', 'NWBK', 'LOYD', 'HBUK', 'MONZ']) + digits(random, 14),
  IE: random => pick(random, ['AIBK', 'BOFI', 'IPBS']) + digits(random, 14),
  LU: random => pick(random, ['001', '002', '014']) + digits(random, 13),
  PT: random => {
    const body = pick(random, ['0002', '0033', '0035']) + digits(random, 15)
    return body + String(98 - Number((BigInt(body) * 100n) % 97n)).padStart(2, '0')
  },
  PL: random => {
    const bank = pick(random, ['1020', '1140', '1050']) + digits(random, 3)
    const sum = [...bank].reduce((sum, digit, at) => sum + Number(digit) * [3, 9, 7, 1, 3, 9, 7][at]!, 0)
    return bank + ((10 - (sum % 10)) % 10) + digits(random, 16)
  },
}

function ibanOf(country: string, account: string): string {
  const number = [...`${account}${country}00`].map(sign => Number.parseInt(sign, 36)).join('')
  return country + String(98n - (BigInt(number) % 97n)).padStart(2, '0') + account
}

const ibanStyle = (random: Random, value: string): string =>
  weighed(random, [
    [value.replace(/.{4}(?=.)/g, '$& '), 10],
    [value, 8],
    [value.toLowerCase(), 2],
    [value.replace(/.{4}(?=.)/g, '$& ').toLowerCase(), 1],
    [value.replace(/.{4}(?=.)/g, '$&-'), 0.7],
    [`${value.slice(0, 4)} ${value.slice(4)}`, 1],
    [`${value.slice(0, 4)} ${value.slice(4, 12)} ${value.slice(12)}`, 0.7],
  ])

function dutchAccount(random: Random): string {
  for (;;) {
    const body = digits(random, 9)
    const rest = [...body].reduce((sum, digit, at) => sum + Number(digit) * (10 - at), 0) % 11
    const check = (11 - rest) % 11
    if (check < 10 && !body.startsWith('000')) return body + check
  }
}

function spanishCheck(ten: string): string {
  const factors = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]
  const rest = 11 - ([...ten].reduce((sum, digit, at) => sum + Number(digit) * factors[at]!, 0) % 11)
  return rest === 11 ? '0' : rest === 10 ? '1' : String(rest)
}

const frenchDigits = (account: string) =>
  account.replace(/[A-Z]/g, letter => '12345678912345678923456789'.charAt(letter.charCodeAt(0) - 65))

function italianCheck(body: string): string {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
  const sum = [...body].reduce((sum, digit, at) => sum + (at % 2 ? Number(digit) : odd[Number(digit)]!), 0)
  return String.fromCharCode(65 + (sum % 26))
}
