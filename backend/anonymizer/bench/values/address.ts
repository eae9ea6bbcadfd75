import { chance, patterned, pick, type Random, weighed, whole } from '../random.ts'
import type { Region, Setting } from './setting.ts'

/** Street and number, as the country writes them. */
export function street(setting: Setting): string {
  const { random, region } = setting
  const name = streetName(setting)
  const number = String(
    weighed(random, [
      [whole(random, 1, 99), 5],
      [whole(random, 100, 320), 1],
    ]),
  )
  return streets[region](random, name, number)
}

/** Postal code and town on one line. */
export function townLine(setting: Setting): string {
  const { region } = setting
  const { town, code } = townOf(setting)
  if (region === 'GB' || region === 'IE') return `${town} ${code}`
  if (region === 'US') return `${town} ${code}`
  return `${code} ${town}`
}

/** The whole on one line, more or less of it. */
export function address(setting: Setting): string {
  const { random, region } = setting
  const { town } = townOf(setting)
  const city = region === 'US' ? town.replace(/,.*/, '') : town
  const between = weighed(random, [
    [', ', 8],
    [' ', 1.5],
    [' - ', 0.5],
  ])
  return weighed(random, [
    [`${street(setting)}${between}${townLine(setting)}`, 6],
    [`${street(setting)}${between}${city}`, 2],
    [`${street(setting)}`, 1.5],
  ])
}

export const addressLines = (setting: Setting): string => `${street(setting)}\n${townLine(setting)}`
export const town = (setting: Setting): string => townOf(setting).town.replace(/,.*/, '')
export const postcode = (setting: Setting): string => townOf(setting).code

function townOf({ random, region, pool }: Setting): { town: string; code: string } {
  const [town, pattern] = pick(random, pool.towns[region]!)
  return { town, code: patterned(random, pattern) }
}

function streetName({ random, region, pool }: Setting): string {
  const name = pick(random, pool.streets[region] ?? Object.values(pool.streets)[0]!)
  return region === 'CH' ? name.replaceAll('ß', 'ss') : name
}

type Write = (random: Random, name: string, number: string) => string

const before: Write = (random, name, number) =>
  weighed(random, [
    [`${number} ${name}`, 8],
    [`Flat ${whole(random, 1, 30)}, ${number} ${name}`, 1.5],
    [`${number}${pick(random, ['a', 'b', 'A'])} ${name}`, 1],
  ])
const german: Write = (random, name, number) =>
  weighed(random, [
    [`${name} ${number}`, 8],
    [`${name} ${number}${pick(random, ['a', 'b', ' c'])}`, 1.5],
    [`${name.replace(/straße$/, 'str.').replace(/Straße$/, 'Str.')} ${number}`, 2],
    [`${name} ${number}-${Number(number) + 2}`, 0.5],
  ])
const french: Write = (random, name, number) =>
  weighed(random, [
    [`${number} ${name}`, 7],
    [`${number}, ${name}`, 2],
    [`${number} ${pick(random, ['bis', 'ter', 'B'])} ${name}`, 1.5],
    [`${number} ${name}, ${pick(random, ['bât. B', 'appt 12', '3e étage'])}`, 0.8],
  ])
const spanish: Write = (random, name, number) =>
  weighed(random, [
    [`${name} ${number}`, 4],
    [`${name}, ${number}`, 4],
    [`${name.replace(/^Calle (de )?/, 'C/ ')} ${number}`, 2],
    [`${name} ${number}, ${whole(random, 1, 8)}º ${pick(random, ['A', 'B', 'izq.', 'dcha.'])}`, 3],
    [`${name} nº ${number}`, 1],
    [`${name} ${number}, piso ${whole(random, 1, 8)}`, 0.7],
  ])
const italian: Write = (random, name, number) =>
  weighed(random, [
    [`${name} ${number}`, 6],
    [`${name}, ${number}`, 4],
    [`${name} ${number}/${pick(random, ['A', 'B', '3'])}`, 1.5],
    [`${name} n. ${number}`, 1],
    [`${name} ${number}, int. ${whole(random, 1, 20)}`, 0.7],
  ])
const dutch: Write = (random, name, number) =>
  weighed(random, [
    [`${name} ${number}`, 7],
    [`${name} ${number}${pick(random, ['a', 'b', '-hs', '-II', ' bis'])}`, 2],
  ])

const streets: Record<Region, Write> = {
  GB: before,
  IE: before,
  US: (random, name, number) =>
    weighed(random, [
      [`${number}${whole(random, 10, 99)} ${name}`, 4],
      [`${number} ${name}`, 4],
      [`${number} ${name}, ${pick(random, ['Apt', 'Unit', 'Apt.', 'Suite'])} ${whole(random, 1, 40)}`, 2],
      [`${number} ${name} #${whole(random, 1, 40)}`, 0.6],
    ]),
  DE: german,
  AT: (random, name, number) =>
    chance(random, 0.4) ? `${name} ${number}/${whole(random, 1, 40)}` : german(random, name, number),
  CH: german,
  FR: french,
  BE: (random, name, number) =>
    chance(random, 0.25)
      ? `${name} ${number} ${pick(random, ['bus', 'bte'])} ${whole(random, 1, 12)}`
      : `${name} ${number}`,
  ES: spanish,
  IT: italian,
  NL: dutch,
}
