import { capitals, chance, digits, pick, type Random, signs, twoDigits, weighed, whole } from '../random.ts'

/** National ids with right check digits, in the ways people write them. */
export const ids: Record<string, (random: Random) => string> = {
  us_ssn: random => {
    const area = String(pick(random, [whole(random, 1, 665), whole(random, 667, 899)])).padStart(3, '0')
    return us(random, area, twoDigits(whole(random, 1, 99)), String(whole(random, 1, 9999)).padStart(4, '0'))
  },
  us_itin: random => {
    const groups = [
      whole(random, 50, 65),
      whole(random, 70, 88),
      whole(random, 90, 92),
      whole(random, 94, 99),
    ]
    return us(random, `9${digits(random, 2)}`, String(pick(random, groups)), digits(random, 4))
  },
  uk_nhs: random => {
    const { body, check } = until(
      random,
      9,
      body => (11 - (weigh(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11,
    )
    return styled(random, body + check, [3, 3, 4], ' -')
  },
  uk_nino: random => {
    const first = 'ABCEGHJKLMNOPRSTWXYZ'
    const second = first.replace('O', '')
    let prefix = ''
    do prefix = signs(random, first, 1) + signs(random, second, 1)
    while (['BG', 'GB', 'NK', 'KN', 'TN', 'NT', 'ZZ'].includes(prefix))
    return anyCase(
      random,
      styled(random, prefix + digits(random, 6) + pick(random, [...'ABCD']), [2, 2, 2, 2, 1], ' '),
    )
  },
  de_tax_id: random => {
    const body = taxBody(random)
    let product = 10
    for (const digit of body) {
      const sum = (Number(digit) + product) % 10 || 10
      product = (sum * 2) % 11
    }
    return styled(random, body + ((11 - product) % 10), [2, 3, 3, 3], ' /')
  },
  de_pension: random => {
    const area = pick(random, ['02', '10', '12', '15', '18', '21', '24', '40', '52', '53', '60', '65', '68'])
    const letter = capitals(random, 1)
    const body = area + born(random, 'dmy') + letter + digits(random, 2)
    const code = body.replace(letter, twoDigits(letter.charCodeAt(0) - 64))
    const factors = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]
    const sum = [...code].reduce((sum, digit, at) => sum + crossSum(Number(digit) * factors[at]!), 0)
    return styled(random, body + (sum % 10), [2, 6, 1, 3], ' ')
  },
  fr_nir: random => {
    const department = pick(random, [
      twoDigits(whole(random, 1, 19)),
      String(whole(random, 21, 95)),
      '2A',
      '2B',
    ])
    const commune =
      String(whole(random, 1, 400)).padStart(3, '0') + String(whole(random, 1, 900)).padStart(3, '0')
    const body = pick(random, ['1', '2']) + born(random, 'ym') + department + commune
    const number = body.replace('2A', '19').replace('2B', '18')
    return styled(random, body + twoDigits(97 - Number(BigInt(number) % 97n)), [1, 2, 2, 2, 3, 3, 2], ' ')
  },
  es_dni: random => {
    const body = digits(random, 8)
    const letter = dniLetter(Number(body))
    const dotted = body.replace(/(..)(...)(...)/, '$1.$2.$3')
    return anyCase(
      random,
      pick(random, [body + letter, body + letter, `${body}-${letter}`, `${dotted}-${letter}`]),
    )
  },
  es_nie: random => {
    const first = pick(random, [0, 1, 2])
    const body = digits(random, 7)
    const [sign, letter] = ['XYZ'.charAt(first), dniLetter(Number(first + body))]
    return anyCase(
      random,
      pick(random, [sign + body + letter, sign + body + letter, `${sign}-${body}-${letter}`]),
    )
  },
  it_codice_fiscale: random => {
    const day = whole(random, 1, 28) + pick(random, [0, 40])
    const letters = () => signs(random, 'BCDFGLMNPRSTVZ', 2) + pick(random, [...'AEIOUBCLNRST'])
    const year = twoDigits(whole(random, 35, 99))
    const body =
      letters() +
      letters() +
      year +
      pick(random, [...'ABCDEHLMPRST']) +
      twoDigits(day) +
      pick(random, [...'ABCDEFGHIL']) +
      digits(random, 3)
    const whole16 = body + codiceCheck(body)
    return anyCase(random, pick(random, [whole16, whole16, whole16, grouped(whole16, [3, 3, 5, 5], ' ')]))
  },
  nl_bsn: random => {
    const { body, check } = until(random, 8, body => weigh(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)
    return styled(
      random,
      body + check,
      pick(random, [
        [4, 2, 3],
        [3, 3, 3],
      ]),
      ' .',
    )
  },
  pl_pesel: random => {
    const body = born(random, 'ymd') + digits(random, 4)
    return body + ((10 - (weigh(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10)
  },
  se_personnummer: random => {
    const day = born(random, 'ymd')
    const body = day + digits(random, 3)
    const tail = body.slice(6) + luhnCheck(body)
    return pick(random, [`${day}-${tail}`, `${day}-${tail}`, `19${day}-${tail}`, `19${day}${tail}`])
  },
  dk_cpr: random => {
    for (;;) {
      const body = born(random, 'dmy') + whole(random, 0, 3) + digits(random, 2)
      const check = (11 - (weigh(body, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11
      if (check < 10) return styled(random, body + check, [6, 4], '-- ')
    }
  },
  no_fodselsnummer: random => {
    for (;;) {
      const body = born(random, 'dmy') + String(whole(random, 0, 499)).padStart(3, '0')
      const first = (11 - (weigh(body, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11
      const second = (11 - (weigh(body + first, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11
      if (first < 10 && second < 10) return styled(random, `${body}${first}${second}`, [6, 5], ' ')
    }
  },
  fi_hetu: random => {
    const late = chance(random, 0.2)
    const day = born(random, 'dm') + (late ? `0${whole(random, 0, 9)}` : whole(random, 40, 99))
    const serial = String(whole(random, 2, 899)).padStart(3, '0')
    const sign = late ? 'A' : pick(random, ['-', '-', '-', '-', 'Y'])
    return day + sign + serial + '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(day + serial) % 31)
  },
  be_rrn: random => {
    const late = chance(random, 0.2)
    const body =
      (late ? `0${digits(random, 1)}${born(random, 'md')}` : born(random, 'ymd')) + whole(random, 100, 899)
    const check = twoDigits(97 - (Number((late ? '2' : '') + body) % 97))
    const dotted = (body + check).replace(/(..)(..)(..)(...)(..)/, '$1.$2.$3-$4.$5')
    return pick(random, [dotted, dotted, body + check, grouped(body + check, [6, 3, 2], ' ')])
  },
  at_svnr: random => {
    for (;;) {
      const serial = String(whole(random, 100, 999))
      const day = born(random, 'dmy')
      const check = weigh(serial + day, [3, 7, 9, 5, 8, 4, 2, 1, 6]) % 11
      if (check < 10) return styled(random, serial + check + day, [4, 6], ' ')
    }
  },
  ch_ahv: random => {
    const body = `756${digits(random, 9)}`
    const odd = weigh(body, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3])
    return styled(random, body + ((10 - (odd % 10)) % 10), [3, 4, 4, 2], '... ')
  },
  pt_nif: random => {
    const body = pick(random, ['1', '2', '2', '3']) + digits(random, 7)
    const rest = weigh(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
    return styled(random, body + (rest < 2 ? 0 : 11 - rest), [3, 3, 3], ' ')
  },
  ie_pps: random => {
    const body = digits(random, 7)
    const second = pick(random, ['', '', 'A', 'A', 'W'])
    const extra = second === '' || second === 'W' ? 0 : (second.charCodeAt(0) - 64) * 9
    const letter = 'WABCDEFGHIJKLMNOPQRSTUV'.charAt((weigh(body, [8, 7, 6, 5, 4, 3, 2]) + extra) % 23)
    return anyCase(random, body + letter + second)
  },
  ca_sin: random => {
    const body = pick(random, [...'1234567']) + digits(random, 7)
    return styled(random, body + luhnCheck(body), [3, 3, 3], ' -')
  },
}

export function luhnCheck(body: string): number {
  const sum = [...body]
    .reverse()
    .reduce((sum, digit, at) => sum + crossSum(Number(digit) * (at % 2 ? 1 : 2)), 0)
  return (10 - (sum % 10)) % 10
}

/** Together, or in groups with one of the given signs between them. */
const styled = (random: Random, value: string, sizes: number[], between: string): string =>
  chance(random, 0.4) ? value : grouped(value, sizes, pick(random, [...between]))

export function grouped(value: string, sizes: number[], between: string): string {
  const groups: string[] = []
  let rest = value
  for (const size of sizes) {
    groups.push(rest.slice(0, size))
    rest = rest.slice(size)
  }
  return [...groups, rest].filter(group => group !== '').join(between)
}

const anyCase = (random: Random, value: string) => (chance(random, 0.15) ? value.toLowerCase() : value)
const us = (random: Random, ...parts: string[]) =>
  parts.join(
    weighed(random, [
      ['-', 6],
      [' ', 2],
      ['', 2],
    ]),
  )
const weigh = (body: string, factors: number[]) =>
  factors.reduce((sum, factor, at) => sum + factor * Number(body.charAt(at)), 0)
const crossSum = (number: number) => Math.floor(number / 10) + (number % 10)
const dniLetter = (number: number) => 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(number % 23)

/** Draws bodies until the check digit is one. */
function until(random: Random, length: number, check: (body: string) => number) {
  for (;;) {
    const body = pick(random, [...'123456789']) + digits(random, length - 1)
    if (check(body) < 10) return { body, check: check(body) }
  }
}

/** Ten digits of which one stands twice and the others once at the most. */
function taxBody(random: Random): string {
  const order = [...'0123456789'].map(digit => ({ digit, at: random() }))
  const nine = order.sort((a, b) => a.at - b.at).slice(0, 9)
  const place = whole(random, 0, 9)
  const all = nine.map(({ digit }) => digit)
  const body = [...all.slice(0, place), pick(random, all), ...all.slice(place)].join('')
  return body.startsWith('0') ? taxBody(random) : body
}

/** A day of birth in the last century, in the order that is asked for: `dmy`, `ymd`, … */
function born(random: Random, order: string): string {
  const parts: Record<string, number> = {
    d: whole(random, 1, 28),
    m: whole(random, 1, 12),
    y: whole(random, 40, 99),
  }
  return [...order].map(part => twoDigits(parts[part]!)).join('')
}

function codiceCheck(body: string): string {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
  const sum = [...body].reduce((sum, sign, at) => {
    const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65
    return sum + (at % 2 ? value : odd[value]!)
  }, 0)
  return String.fromCharCode(65 + (sum % 26))
}
