import type { Language } from '../../src/kinds.ts'
import { chance, pick, twoDigits, weighed, whole } from '../random.ts'
import type { Setting } from './setting.ts'

/** The day somebody was born, in digits or words. */
export const born = (setting: Setting): string =>
  chance(setting.random, 0.7) ? inDigits(setting, 1938, 2010) : inWords(setting, 1938, 2010)
export const bornWords = (setting: Setting): string => inWords(setting, 1938, 2010)

/** Any other day. */
export const day = (setting: Setting): string => inDigits(setting, 2022, 2027)
export const dayWords = (setting: Setting): string => inWords(setting, 2022, 2027)
export const month = ({ random, pool }: Setting): string => pick(random, pool.months)

function inDigits({ random, language, region }: Setting, from: number, to: number): string {
  const [day, month, year] = [whole(random, 1, 28), whole(random, 1, 12), whole(random, from, to)]
  const between = signs[language]
  const [first, second] = region === 'US' ? [month, day] : [day, month]
  const padded = [twoDigits(first), twoDigits(second)]
  return weighed(random, [
    [[...padded, year].join(between), 8],
    [[first, second, year].join(between), 3],
    [[...padded, String(year).slice(2)].join(between), 2],
    [`${year}-${twoDigits(month)}-${twoDigits(day)}`, 1.5],
    [[...padded, year].join(pick(random, ['.', '-', '/'])), 1],
    [[...padded, year].join(' '), 0.4],
  ])
}

const signs: Record<Language, string> = { en: '/', de: '.', fr: '/', es: '/', it: '/', nl: '-' }

function inWords({ random, language, region, pool }: Setting, from: number, to: number): string {
  const [day, month, year] = [whole(random, 1, 28), pick(random, pool.months), whole(random, from, to)]
  if (region === 'US')
    return pick(random, [
      `${month} ${day}, ${year}`,
      `${month} ${day} ${year}`,
      `${month.slice(0, 3)} ${day}, ${year}`,
    ])
  return pick(random, words[language](day, month, year))
}

const words: Record<Language, (day: number, month: string, year: number) => string[]> = {
  en: (day, month, year) => [
    `${day} ${month} ${year}`,
    `${day}${ordinal(day)} ${month} ${year}`,
    `${day}${ordinal(day)} of ${month} ${year}`,
    `${day} ${month.slice(0, 3)} ${year}`,
  ],
  de: (day, month, year) => [
    `${day}. ${month} ${year}`,
    `${twoDigits(day)}. ${month} ${year}`,
    `${day}. ${month.slice(0, 3)}. ${year}`,
  ],
  fr: (day, month, year) => [`${day === 1 ? '1er' : day} ${month} ${year}`],
  es: (day, month, year) => [
    `${day} de ${month} de ${year}`,
    `${day} de ${month} de ${year}`,
    `${day} ${month} ${year}`,
  ],
  it: (day, month, year) => [`${day} ${month} ${year}`],
  nl: (day, month, year) => [`${day} ${month} ${year}`],
}

const ordinal = (day: number) =>
  day % 10 === 1 && day !== 11
    ? 'st'
    : day % 10 === 2 && day !== 12
      ? 'nd'
      : day % 10 === 3 && day !== 13
        ? 'rd'
        : 'th'
