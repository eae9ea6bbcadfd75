import { languages } from '../src/kinds.ts'
import { poolOf } from './pools.ts'
import { type Random, randomOf } from './random.ts'
import { fillSlot } from './slots.ts'
import { ids } from './values/ids.ts'
import type { Region } from './values/setting.ts'

type Text = (size: number) => string

const repeated =
  (part: string): Text =>
  size =>
    part.repeat(Math.ceil(size / part.length)).slice(0, size)

/** What makes detectors look again and again, when it is repeated. */
const parts: Record<string, string> = {
  'letters without end': 'a',
  'capitals without end': 'A',
  'digits without end': '1',
  'spaces without end': ' ',
  'line breaks': '\n',
  'tabs and spaces': ' \t',
  dots: '.',
  dashes: '-',
  'at signs': '@',
  colons: ':',
  slashes: '/',
  'plus signs': '+',
  'opening brackets': '(',
  'quotation marks': '"',
  'letters and dots': 'a.',
  'letters and dashes': 'a-',
  'letters and at signs': 'a@',
  'letters, at and dot': 'a@a.',
  'digits and spaces': '1 ',
  'digits and dots': '1.',
  'digits and dashes': '12-',
  'digits and slashes': '1/',
  'digits in brackets': '(1)',
  'almost IPv4': '1.1.1.',
  'almost IPv6': 'a:',
  'double colons': '::1',
  'almost MAC': 'aa:bb:',
  'base64 without end': 'aB3+/x',
  'many IBAN beginnings': 'DE89 ',
  'many phone beginnings': '+49 ',
  'many double zeros': '00',
  'many JWT beginnings': 'eyJ',
  'JWT parts': 'eyJa.eyJb.',
  'PEM beginnings': '-----BEGIN PRIVATE KEY-----\n',
  'PEM dashes': '-----BEGIN ',
  'link beginnings': 'http://',
  'key beginnings': 'sk-',
  'key=value': 'token=',
  words: 'word ',
  'capital words': 'Word ',
  'capital words and dashes': 'Word-',
  'first names': 'Anna ',
  'last names with commas': 'Müller, ',
  titles: 'Dr. ',
  gentlemen: 'Herr ',
  'name cues': 'my name is ',
  'password cues': 'password: ',
  'number cues': 'Kundennummer ',
  'birth cues': 'geboren am ',
  streets: 'Hauptstraße ',
  'streets and numbers': 'Hauptstraße 1 ',
  'rue de la': 'rue de la ',
  'via and calle': 'via calle ',
  'postal codes': '12345 ',
  dates: '1.1.1980 ',
  months: '1 May ',
  signatures: 'Best regards\n',
  degrees: '1°2\'3"',
  'decimal fractions': '1.234567, ',
  handles: '@a_',
  'zero width': 'a\u200b',
  'letters that grow in lower case': '\u0130',
  'other digits': '\u0661',
  emoji: '\u{1f600}',
  CSV: 'a,1,"b";',
  JSON: '{"a":',
  'letters and spaces': 'a ',
  'capitals and spaces': 'A ',
  'short names': 'Aa ',
  'dots and spaces': '. ',
  commas: ', ',
  'zeros apart': '0 0',
  'American beginnings': '+1 ',
  'digits in cells': '|1|',
  'hosts and at signs': 'a.b@',
  'de la': 'de la ',
  'van der': 'van der ',
  'Mr.': 'Mr. ',
  'name fields': 'Name: Anna\n',
  'Passwort without colon': 'passwort ',
  'card cues': 'my card ',
  'IBAN cues': 'IBAN ',
  'IBAN beginnings with digits': 'DE12 ',
  'telephone cues': 'Tel ',
  'numbers in words': 'null eins ',
  'marks that combine': '\u0301',
  'signs that are not seen': '\u200b',
  'hexadecimal beginnings': '0x',
  'two alphabets': 'a\u044f',
  flats: 'Flat 1, ',
  towns: 'London, ',
  'German ids': 'X1234567L ',
  'addresses of machines': '1.2.3.99 ',
}

const lines = (cell: string, cells: number) => repeated(`${cell.repeat(cells)}\n`)
const halves =
  (one: Text, other: Text): Text =>
  size =>
    one(size / 2) + other(size / 2)

/** Texts on which careless patterns take the square of their length, or worse. */
export const adversaries: Record<string, Text> = {
  ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, repeated(part)])),
  'hexadecimal without end': size => `0x${repeated('f')(size - 2)}`,
  'base58 without end': size => `1${repeated('zK9')(size - 1)}`,
  'bech32 without end': size => `bc1q${repeated('qz')(size - 4)}`,
  'IBAN without end': size => `DE89${repeated('0 ')(size - 4)}`,
  'an IBAN of digits without end': size => `IBAN DE89${repeated('1')(size - 9)}`,
  'a link without end': size => `https://a.example/${repeated('a/')(size - 18)}`,
  'a query without end': size => `https://a.example/?${repeated('a=b&')(size - 19)}`,
  'accents on one letter': size => `e${'\u0301'.repeat(size - 1)}`,
  'labels above labels': lines('username;', 40),
  'labels of people above labels': lines('name;', 70),
  'numbers below a wide heading': size => `${repeated('id;')(1590)}\n${lines('123456789;', 30)(size - 1591)}`,
  'a table of ten thousand columns': size => `${repeated('name|')(size / 2)}\n${repeated('Kim|')(size / 2)}`,
  'a long value that begins everywhere': halves(repeated('a.de/'), repeated('lat: 52.1 ')),
  'values within values': size =>
    `${Array.from({ length: 32 }, (_, at) => `password: ${repeated('a1!.')(40 + 4 * at)}\n`).join('')}${repeated('a1!.')(size)}`,
  'findings and then cues': halves(repeated('1.2.3.99 '), repeated('my card ')),
}

/** Every two of the parts, one after the other. */
export const pairs: [string, Text][] = Object.entries(parts).flatMap(([one, first]) =>
  Object.entries(parts).flatMap(([other, second]): [string, Text][] =>
    one >= other ? [] : [[`${one} + ${other}`, repeated(first + second)]],
  ),
)

const regions: Record<(typeof languages)[number], Region> = {
  en: 'GB',
  de: 'DE',
  fr: 'FR',
  es: 'ES',
  it: 'IT',
  nl: 'NL',
}
const slots =
  'email email_unicode email_spelled phone phone_intl iban card btc bech32 eth ipv4 ipv6 mac url secret jwt pem key dburl ' +
  'password pin gps lat lon person reversed initial address address_lines born born_words handle nick discord customer'

const filled =
  (value: () => string, sign: string): Text =>
  size => {
    let text = ''
    while (text.length < size) text += value() + sign
    return text.slice(0, size)
  }

/** Real values of each kind, another one each time: glued, in a row, in cells and in lines. */
export const values: [string, Text][] = ['', ' ', '|', '\n'].flatMap(sign => [
  ...languages.flatMap(language =>
    slots.split(' ').map((slot): [string, Text] => {
      const setting = {
        random: randomOf(slot),
        language,
        region: regions[language],
        pool: poolOf(language, 'tuning'),
      }
      const value = () =>
        fillSlot(slot, setting)
          .map(({ text }) => text)
          .join('')
      return [`${slot} ${language} ${JSON.stringify(sign)}`, filled(value, sign)]
    }),
  ),
  ...Object.entries(ids).map(([scheme, make]): [string, Text] => {
    const random: Random = randomOf(scheme)
    return [`${scheme} ${JSON.stringify(sign)}`, filled(() => make(random), sign)]
  }),
])
