import type { Names } from '../pools.ts'
import { chance, pick, weighed, whole } from '../random.ts'
import type { Setting } from './setting.ts'

/** Three of four people bear names of the land, the fourth one from elsewhere. */
const names = ({ random, pool }: Setting): Names => (chance(random, 0.74) ? pool : pick(random, pool.abroad))

export const girl = (setting: Setting): string => pick(setting.random, names(setting).girls)
export const boy = (setting: Setting): string => pick(setting.random, names(setting).boys)
export const first = (setting: Setting): string =>
  chance(setting.random, 0.5) ? girl(setting) : boy(setting)
export const last = (setting: Setting): string => lastOf(setting, names(setting))

export const woman = (setting: Setting): string => full(setting, 'girls')
export const man = (setting: Setting): string => full(setting, 'boys')
export const person = (setting: Setting): string =>
  chance(setting.random, 0.5) ? woman(setting) : man(setting)

/** As registers have it: the last name first. */
export function reversed(setting: Setting): string {
  const all = names(setting)
  return `${lastOf(setting, all)}, ${pick(setting.random, chance(setting.random, 0.5) ? all.girls : all.boys)}`
}

/** As in a short signature: `A. Huber`. */
export const initial = (setting: Setting): string => `${first(setting).charAt(0)}. ${last(setting)}`

function full(setting: Setting, list: 'girls' | 'boys'): string {
  const all = names(setting)
  const given = pick(setting.random, all[list])
  const middle =
    setting.language === 'en' && chance(setting.random, 0.1)
      ? ` ${pick(setting.random, [...'ABCDEJKLMRST'])}.`
      : ''
  return `${given}${middle} ${lastOf(setting, all)}`
}

function lastOf({ random, language, pool }: Setting, all: Names): string {
  const one = pick(random, all.last)
  if (language === 'es' && all === pool && chance(random, 0.6)) return `${one} ${pick(random, all.last)}`
  return chance(random, 0.05) && !/[ -]/.test(one) ? `${one}-${pick(random, pool.last.filter(simple))}` : one
}
const simple = (name: string) => !/[ -]/.test(name)

export function handle(setting: Setting): string {
  return `@${nick(setting)}`
}

/** A name that somebody goes by on the net. */
export function nick({ random, pool }: Setting): string {
  const given = plain(pick(random, chance(random, 0.5) ? pool.girls : pool.boys))
  const [word, other, year] = [
    pick(random, pool.nicks),
    pick(random, pool.nicks),
    String(whole(random, 70, 99)),
  ]
  return weighed(random, [
    [`${given}_${word}`, 3],
    [`${given}.${word}`, 2],
    [`${given}${year}`, 2],
    [`${word}_${other}`, 2],
    [`${word}${whole(random, 1, 999)}`, 2],
    [`the_${word}_${given}`, 1],
    [`${given}_${year}`, 2],
    [`x${word}x`, 0.5],
    [`${word.charAt(0).toUpperCase()}${word.slice(1)}${given.charAt(0).toUpperCase()}${given.slice(1)}`, 1],
  ])
}

export const discord = (setting: Setting): string =>
  `${pick(setting.random, setting.pool.nicks)}#${whole(setting.random, 1000, 9999)}`

/** Without accents and signs, in small letters. */
export const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[äöüßıøłđ]/g, letter => spelled[letter]!)
    .normalize('NFD')
    .replace(/[^a-z]/g, '')

const spelled: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
}

/** The number under which a shop, a clinic, an insurer or a club knows somebody. */
export function customer({ random }: Setting): string {
  const number = (length: number) => String(whole(random, 10 ** (length - 1), 10 ** length - 1))
  return weighed(random, [
    [number(whole(random, 5, 9)), 8],
    [`${pick(random, ['K', 'C', 'M', 'P', 'KD', 'CU', 'MB', 'V'])}-${number(whole(random, 4, 7))}`, 4],
    [`${pick(random, ['K', 'C', 'KN', 'CL', 'PAT', 'M'])}${number(whole(random, 5, 7))}`, 3],
    [`${number(3)}-${number(4)}-${number(2)}`, 1],
    [`${number(3)} ${number(3)} ${number(2)}`, 1],
    [`${number(4)}-${number(4)}`, 1],
    [`${pick(random, ['VS', 'LV', 'PO', 'AB'])}/${number(6)}/${number(2)}`, 1],
    [`00${number(6)}`, 1],
  ])
}
