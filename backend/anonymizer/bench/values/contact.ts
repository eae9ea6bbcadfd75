import type { Language } from '../../src/kinds.ts'
import { chance, digits, hex, pick, signs, weighed, whole } from '../random.ts'
import { first, last, nick, plain } from './people.ts'
import type { Setting } from './setting.ts'

/** An address as it is typed: with dots, a plus, digits, a subdomain, in capitals. */
export function email(setting: Setting): string {
  const { random } = setting
  const address = `${local(setting)}@${domain(setting)}`
  return weighed(random, [
    [address, 12],
    [
      address.replace(
        '@',
        `+${pick(random, ['shop', 'news', 'test1', 'inv', String(whole(random, 1, 99))])}@`,
      ),
      2,
    ],
    [address.toUpperCase(), 0.6],
    [address.charAt(0).toUpperCase() + address.slice(1), 1.5],
    [address.replace('@', '@mail.'), 0.8],
  ])
}

/** With letters beyond ASCII, before or after the sign. */
export function unicodeEmail(setting: Setting): string {
  const { random, pool } = setting
  const given = pick(random, [
    'jürgen',
    'josé',
    'zoë',
    'anaïs',
    'søren',
    'łukasz',
    'nuño',
    'bjørn',
    'françois',
  ])
  const place = pick(random, [
    'müller-bau.de',
    'café-soleil.fr',
    'señal.es',
    'perchè.it',
    'één.nl',
    'straße.example',
  ])
  return chance(random, 0.5)
    ? `${given}.${plain(last(setting))}@${pick(random, pool.domains)}`
    : `${local(setting)}@${place}`
}

/** Written so that machines may not read it, or as it is said on the telephone. */
export function spelledEmail(setting: Setting): string {
  const { random, language } = setting
  const [at, dot] = [pick(random, atWords[language]), dotWords[language]]
  const [name, place] = [local(setting), domain(setting)]
  const said = (text: string) => text.replaceAll('.', ` ${dot} `)
  return weighed(random, [
    [`${said(name)} ${at} ${said(place)}`, 4],
    [`${name} ${at} ${place}`, 2],
    [`${name}(at)${place}`, 2],
    [`${name}[at]${place}`, 2],
    [`${name} [at] ${place.replaceAll('.', ' [dot] ')}`, 1.5],
    [`${name} (at) ${place.replaceAll('.', ' (dot) ')}`, 1.5],
    [`${name}_at_${place}`, 0.5],
    [`${name} AT ${place.replaceAll('.', ' DOT ')}`, 1],
    [`${name} @ ${place}`, 1.5],
  ])
}

const atWords: Record<Language, string[]> = {
  en: ['at'],
  de: ['at', 'ät'],
  fr: ['arobase', 'at'],
  es: ['arroba'],
  it: ['chiocciola', 'at'],
  nl: ['apenstaartje', 'at'],
}
const dotWords: Record<Language, string> = {
  en: 'dot',
  de: 'punkt',
  fr: 'point',
  es: 'punto',
  it: 'punto',
  nl: 'punt',
}

function local(setting: Setting): string {
  const { random, pool } = setting
  const [given, family] = [plain(first(setting)), plain(last(setting))]
  const year = String(whole(random, 60, 99))
  return weighed(random, [
    [`${given}.${family}`, 8],
    [`${given}${year}`, 3],
    [`${given.charAt(0)}.${family}`, 3],
    [`${given}_${family}`, 2],
    [`${given}-${family}`, 1],
    [`${family}${whole(random, 1, 30)}`, 1],
    [`${pick(random, pool.nicks)}.${given}`, 1],
    [`${given}${family}${digits(random, 2)}`, 1],
    [`${pick(random, ['buero', 'office', 'famille', 'familia', 'famiglia', 'praktijk'])}.${family}`, 1],
  ])
}

function domain(setting: Setting): string {
  const { random, pool } = setting
  if (chance(random, 0.7)) return pick(random, pool.domains)
  const company = plain(pick(random, chance(random, 0.5) ? pool.last : pool.companies))
  const words = `${company}${pick(random, ['', '-it', '-shop', '-group', 'online'])}`
  return `${words}.${pick(random, ['com', 'de', 'fr', 'es', 'it', 'nl', 'co.uk', 'eu', 'at', 'be', 'ch', 'org', 'io'])}`
}

/** A link that leads to one person: with a token, a signature, or a profile's name in its path. */
export function url(setting: Setting): string {
  const { random, pool } = setting
  const shop = `${plain(pick(random, pool.companies))}.${pick(random, ['com', 'eu', 'net', 'example'])}`
  const token = signs(
    random,
    'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789',
    whole(random, 20, 36),
  )
  const name = nick(setting)
  const [given, family] = [plain(first(setting)), plain(last(setting))]
  return weighed(random, [
    [`https://www.${shop}/reset-password?token=${token}`, 3],
    [`https://${shop}/verify/${hex(random, 32)}`, 2],
    [`https://app.${shop}/login?session=${token}&next=%2Forders`, 2],
    [
      `https://${shop}/unsubscribe?e=${given}.${family}%40${pick(random, pool.domains)}&k=${hex(random, 12)}`,
      1,
    ],
    [`https://www.facebook.com/${given}.${family}.${whole(random, 1, 99)}`, 2],
    [`https://www.linkedin.com/in/${given}-${family}-${hex(random, 8)}/`, 2],
    [`linkedin.com/in/${given}${family}`, 1],
    [`https://instagram.com/${name}`, 2],
    [`www.facebook.com/${given}${family}`, 1],
    [`https://github.com/${given}${family}`, 1],
    [`https://drive.google.com/file/d/1${token}/view?usp=sharing`, 1],
    [`https://docs.google.com/document/d/1${token}/edit`, 1],
    [`https://www.dropbox.com/s/${hex(random, 15)}/${family}_contract.pdf?dl=0`, 1],
    [`https://zoom.us/j/9${digits(random, 10)}?pwd=${token}`, 1],
    [`https://cloud.${shop}/s/${token.slice(0, 15)}`, 1],
    [`https://${shop}/users/${given}.${family}/profile`, 2],
    [`https://${shop}/~${family}/cv.html`, 0.5],
    [`https://files.${shop}/inv.pdf?X-Amz-Signature=${hex(random, 64)}&X-Amz-Expires=900`, 1],
  ])
}
