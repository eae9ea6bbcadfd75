import {
  capitals,
  chance,
  digits,
  hex,
  pick,
  type Random,
  signs,
  twoDigits,
  weighed,
  whole,
} from '../random.ts'
import { postcode } from './address.ts'
import { day, dayWords, month } from './dates.ts'
import { grouped } from './ids.ts'
import type { Setting } from './setting.ts'

/** Numbers and codes that belong to things, not to people. Whether a checksum fits them is left to chance. */
export const noise: Record<string, (setting: Setting, size: number) => string> = {
  order: ({ random }) =>
    weighed(random, [
      [number(random, whole(random, 5, 10)), 5],
      [`#${number(random, whole(random, 4, 8))}`, 3],
      [`${pick(random, ['ORD', 'B', 'SO', 'WEB', 'ORDER', 'A'])}-${number(random, whole(random, 5, 8))}`, 3],
      [`${whole(random, 2023, 2026)}-${number(random, 6)}`, 2],
      [`${number(random, 3)}-${number(random, 7)}-${number(random, 7)}`, 2],
    ]),
  invoice: ({ random }) =>
    weighed(random, [
      [
        `${pick(random, ['RE', 'INV', 'F', 'R', 'FA', 'FT'])}-${whole(random, 2023, 2026)}-${digits(random, 5)}`,
        4,
      ],
      [`${whole(random, 2023, 2026)}/${digits(random, 4)}`, 2],
      [`${pick(random, ['INV', 'RG', 'FAC'])}${digits(random, 7)}`, 2],
      [number(random, whole(random, 6, 9)), 2],
    ]),
  tracking: ({ random }) =>
    weighed(random, [
      [`1Z${hex(random, 6).toUpperCase()}${digits(random, 10)}`, 2],
      [`JJD${digits(random, 18)}`, 2],
      [`00340434${digits(random, 12)}`, 2],
      [
        `${pick(random, ['RR', 'CP', 'LX', 'EE'])}${digits(random, 9)}${pick(random, ['DE', 'GB', 'FR', 'NL', 'IT', 'ES'])}`,
        3,
      ],
      [`3S${capitals(random, 4)}${digits(random, 9)}`, 2],
      [number(random, 12), 2],
      [number(random, 14), 1],
    ]),
  article: ({ random }) =>
    weighed(random, [
      [`${capitals(random, 2)}-${digits(random, 4)}`, 3],
      [`${digits(random, 3)}.${digits(random, 3)}.${digits(random, 2)}`, 2],
      [`${capitals(random, 3)}${digits(random, 5)}`, 3],
      [`SKU-${digits(random, 5)}-${pick(random, ['S', 'M', 'L', 'XL', 'BLK'])}`, 2],
      [`${digits(random, 4)}-${digits(random, 3)}`, 1],
      [number(random, whole(random, 5, 8)), 2],
      [`${capitals(random, 1)}${digits(random, 2)}/${digits(random, 3)}`, 1],
    ]),
  price: setting =>
    `${pick(setting.random, [money(setting), money(setting), `${whole(setting.random, 2, 900)}`])} €`,
  euro: money,
  date: day,
  dateword: dayWords,
  month,
  year: ({ random }) => String(whole(random, 1950, 2026)),
  time: ({ random, region }) =>
    `${whole(random, 1, 12)}:${pick(random, ['00', '15', '30', '45', '20'])}${region === 'US' ? pick(random, [' am', ' pm', 'pm']) : ''}`,
  hours: ({ random }) =>
    `${twoDigits(whole(random, 7, 10))}:${pick(random, ['00', '30'])}-${whole(random, 17, 20)}:${pick(random, ['00', '30'])}`,
  isbn: ({ random }) => {
    const body = `978${pick(random, ['3', '0', '1', '2', '8'])}${digits(random, 8)}`
    const all = body + eanCheck(body)
    return pick(random, [
      all,
      `${grouped(all, [3, 1, 3, 5, 1], '-')}`,
      `${grouped(all, [3, 1, 4, 4, 1], '-')}`,
    ])
  },
  ean: ({ random }) => {
    const body = `${pick(random, ['40', '30', '84', '80', '87', '50'])}${digits(random, 10)}`
    return body + eanCheck(body)
  },
  version: ({ random }) =>
    weighed(random, [
      [`${whole(random, 1, 20)}.${whole(random, 0, 20)}.${whole(random, 0, 30)}`, 5],
      [`${whole(random, 1, 20)}.${whole(random, 0, 12)}`, 3],
      [
        `v${whole(random, 1, 9)}.${whole(random, 0, 20)}.${whole(random, 0, 30)}-beta${whole(random, 1, 4)}`,
        2,
      ],
      [`${whole(random, 1, 15)}.${whole(random, 0, 9)}.${whole(random, 1000, 99999)}`, 2],
    ]),
  /** Looks like an address on the net, but is a version. */
  build: ({ random }) =>
    `${whole(random, 1, 20)}.${whole(random, 0, 9)}.${whole(random, 0, 99)}.${whole(random, 0, 255)}`,
  zip: postcode,
  size: ({ random }) =>
    pick(random, [
      'S',
      'M',
      'XL',
      'XXL',
      String(whole(random, 36, 46)),
      `W${whole(random, 28, 38)}/L${whole(random, 30, 36)}`,
    ]),
  percent: ({ random }) =>
    `${whole(random, 1, 99)}${pick(random, ['', ',5', '.5'])}${pick(random, ['%', ' %'])}`,
  measure: ({ random }) =>
    `${whole(random, 10, 400)} x ${whole(random, 10, 400)}${pick(random, ['', ` x ${whole(random, 5, 90)}`])} ${pick(random, ['cm', 'mm'])}`,
  count: ({ random, language }) =>
    number(random, whole(random, 5, 8)).replace(/\B(?=(\d{3})+$)/g, thousand[language]!),
  commit: ({ random }) => hex(random, pick(random, [7, 8, 40])),
  sha: ({ random }) => hex(random, pick(random, [32, 64])),
  uuid: ({ random }) => [8, 4, 4, 4, 12].map(size => hex(random, size)).join('-'),
  page: ({ random }) => String(whole(random, 3, 480)),
  digits: ({ random }, size) => number(random, size || whole(random, 5, 9)),
  small: ({ random }) => String(whole(random, 2, 40)),
  code: ({ random }) =>
    `${capitals(random, whole(random, 2, 4))}${digits(random, whole(random, 2, 4))}${chance(random, 0.4) ? capitals(random, 1) : ''}`,
  /** Grouped like a telephone number, but too short, too long or out of any range. */
  phoneish: ({ random }) =>
    weighed(random, [
      [`0${digits(random, 3)}-${digits(random, 3)}-${digits(random, 2)}`, 2],
      [`${digits(random, 4)}/${digits(random, 2)}`, 2],
      [`00${digits(random, 2)}-${digits(random, 3)}`, 2],
      [`${whole(random, 10, 99)} ${digits(random, 3)} ${digits(random, 1)}`, 1],
      [`${whole(random, 100, 999)}-${digits(random, 2)}-${digits(random, 2)}-${capitals(random, 1)}`, 2],
    ]),
  coupon: ({ random }) => signs(random, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789', whole(random, 6, 9)),
}

const number = (random: Random, length: number) => pick(random, [...'123456789']) + digits(random, length - 1)

const thousand: Record<string, string> = { en: ',', de: '.', fr: ' ', es: '.', it: '.', nl: '.' }

function money({ random, language }: Setting): string {
  const cents = pick(random, ['99', '95', '90', '50', '00', '49'])
  return `${whole(random, 2, 1900)}${language === 'en' ? '.' : ','}${cents}`
}

function eanCheck(body: string): number {
  const sum = [...body].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}
