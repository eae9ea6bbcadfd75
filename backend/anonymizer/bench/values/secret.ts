import { chance, digits, hex, pick, type Random, signs, weighed, whole } from '../random.ts'
import type { Piece } from '../sample.ts'
import type { Setting } from './setting.ts'

const small = 'abcdefghijklmnopqrstuvwxyz'
const alphanumeric = `${small}${small.toUpperCase()}0123456789`
const letters = (random: Random, length: number) => signs(random, alphanumeric, length)
const url64 = (random: Random, length: number) =>
  signs(random, `${alphanumeric}-_`, length - 1) + letters(random, 1)

/** Keys as their vendors give them out. */
const vendors: Record<string, (random: Random) => string> = {
  aws: random => pick(random, ['AKIA', 'ASIA']) + signs(random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16),
  github: random => pick(random, ['ghp_', 'gho_', 'ghs_']) + letters(random, 36),
  github_fine: random => `github_pat_${letters(random, 22)}_${letters(random, 59)}`,
  gitlab: random => `glpat-${url64(random, 20)}`,
  openai: random => `sk-proj-${url64(random, 48)}`,
  openai_old: random => `sk-${letters(random, 48)}`,
  anthropic: random => `sk-ant-api03-${url64(random, 93)}AA`,
  stripe: random =>
    pick(random, ['sk_live_', 'rk_live_', 'sk_test_']) + letters(random, pick(random, [24, 99])),
  stripe_hook: random => `whsec_${letters(random, 32)}`,
  slack: random => `xoxb-${digits(random, 12)}-${digits(random, 13)}-${letters(random, 24)}`,
  google: random => `AIza${url64(random, 35)}`,
  google_secret: random => `GOCSPX-${url64(random, 28)}`,
  sendgrid: random => `SG.${url64(random, 22)}.${url64(random, 43)}`,
  npm: random => `npm_${letters(random, 36)}`,
  huggingface: random => `hf_${letters(random, 34)}`,
  shopify: random => `shpat_${hex(random, 32)}`,
  twilio: random => `SK${hex(random, 32)}`,
  telegram: random => `${whole(random, 100000000, 9999999999)}:AA${url64(random, 33)}`,
  mailgun: random => `key-${hex(random, 32)}`,
  digitalocean: random => `dop_v1_${hex(random, 64)}`,
  pypi: random => `pypi-AgEIcHlwaS5vcmc${url64(random, 60)}`,
}

export function secret({ random }: Setting): Piece[] {
  const vendor = pick(random, Object.keys(vendors))
  return [{ text: vendors[vendor]!(random), role: 'value', kind: 'secret', scheme: vendor }]
}

/** A key of no vendor: only the cue beside it and its disorder give it away. */
export function anyKey({ random }: Setting): string {
  return weighed(random, [
    [hex(random, 32), 3],
    [hex(random, 40), 1],
    [letters(random, whole(random, 24, 40)), 4],
    [`${signs(random, `${alphanumeric}+/`, 40)}`, 2],
    [
      [hex(random, 8), hex(random, 4), `4${hex(random, 3)}`, `a${hex(random, 3)}`, hex(random, 12)].join('-'),
      1,
    ],
    [`${signs(random, `${alphanumeric}+/`, 43)}=`, 1],
  ])
}

export function jwt({ random }: Setting): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const head = encode({ alg: pick(random, ['HS256', 'RS256', 'ES256']), typ: 'JWT' })
  const body = encode({ sub: digits(random, 10), iat: whole(random, 1700000000, 1790000000), role: 'user' })
  return `${head}.${body}.${url64(random, 43)}`
}

export function pem({ random }: Setting): string {
  const name = pick(random, ['RSA PRIVATE KEY', 'PRIVATE KEY', 'EC PRIVATE KEY', 'OPENSSH PRIVATE KEY'])
  const lines = Array.from({ length: whole(random, 3, 8) }, () => signs(random, `${alphanumeric}+/`, 64))
  return [`-----BEGIN ${name}-----`, ...lines, `${letters(random, 30)}==`, `-----END ${name}-----`].join('\n')
}

/** Passwords as people choose them, and as machines do. */
export function password({ random, pool }: Setting): string {
  const word = pick(random, pool.secrets)
  const capital = word.charAt(0).toUpperCase() + word.slice(1)
  const year = String(whole(random, 1970, 2026))
  return weighed(random, [
    [`${capital}${year}!`, 4],
    [`${word}${whole(random, 1, 999)}`, 4],
    [`${capital}${digits(random, 2)}${pick(random, [...'!?$#*'])}`, 3],
    [word.replace(/[aeo]/g, letter => ({ a: '4', e: '3', o: '0' })[letter]!) + digits(random, 1), 2],
    [signs(random, `${alphanumeric}!$%&*#?`, whole(random, 9, 14)), 3],
    [`${word}-${pick(random, pool.secrets)}-${digits(random, 2)}`, 1],
    [`${capital}_${chance(random, 0.5) ? '@' : ''}${year}`, 1],
    [word, 1],
  ])
}

export const pin = ({ random }: Setting): string =>
  String(whole(random, 1000, chance(random, 0.3) ? 999999 : 9999))
