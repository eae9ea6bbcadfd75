import { chance, digits, hex, pick, type Random, signs, weighed, whole } from '../random.ts'
import type { Piece } from '../sample.ts'
import type { Setting } from './setting.ts'

export function ipv4({ random }: Setting): string {
  const first = pick(random, [31, 46, 62, 77, 80, 82, 84, 88, 91, 93, 109, 151, 178, 188, 193, 212, 217])
  return [first, whole(random, 0, 255), whole(random, 0, 255), whole(random, 1, 254)].join('.')
}

export function ipv6({ random }: Setting): string {
  const start = pick(random, ['2a02', '2001', '2003', '2a01', '2a00'])
  const group = () => hex(random, 4).replace(/^0{1,3}/, '')
  const groups = (count: number) => Array.from({ length: count }, group).join(':')
  return weighed(random, [
    [`${start}:${groups(7)}`, 4],
    [`${start}:${groups(3)}::${group()}`, 3],
    [`${start}:${groups(2)}::${groups(2)}`, 1],
    [`fe80::${groups(4)}`, 1],
    [`${start}:${groups(7)}`.toUpperCase(), 1],
  ])
}

export function mac({ random }: Setting): string {
  const pairs = [
    pick(random, ['00', '3c', 'a4', 'f0', 'b8', 'dc']),
    ...Array.from({ length: 5 }, () => hex(random, 2)),
  ]
  return weighed(random, [
    [pairs.join(':'), 4],
    [pairs.join(':').toUpperCase(), 4],
    [pairs.join('-').toUpperCase(), 3],
    [pairs.join('').replace(/(.{4})(.{4})(.{4})/, '$1.$2.$3'), 1],
  ])
}

/** Somewhere in western Europe, to a house's width. */
export function coordinates({ random }: Setting): string {
  const [lat, lon] = [
    `${whole(random, 37, 58)}.${digits(random, 6)}`,
    `${whole(random, 1, 19)}.${digits(random, 6)}`,
  ]
  const short = (value: string) => value.slice(0, -2)
  const west = pick(random, ['', '', '-'])
  return weighed(random, [
    [`${lat}, ${west}${lon}`, 5],
    [`${lat},${west}${lon}`, 3],
    [`${short(lat)}, ${west}${short(lon)}`, 3],
    [`${short(lat)}° N, ${short(lon)}° ${pick(random, ['E', 'W'])}`, 2],
    [`N ${short(lat)} E ${short(lon)}`, 1],
    [`${minutes(random, lat)}N ${minutes(random, lon)}${pick(random, ['E', 'W'])}`, 3],
  ])
}

export const latitude = ({ random }: Setting): string =>
  `${whole(random, 37, 58)}.${digits(random, whole(random, 4, 6))}`
export const longitude = ({ random }: Setting): string =>
  `${chance(random, 0.2) ? '-' : ''}${whole(random, 1, 19)}.${digits(random, whole(random, 4, 6))}`

function minutes(random: Random, value: string): string {
  const [minute, second] = [whole(random, 10, 59), `${whole(random, 10, 59)}.${digits(random, 1)}`]
  return `${value.split('.')[0]}°${minute}'${second}"`
}

/** A connection string: its user and password must go, the rest may. */
export function database({ random, pool }: Setting): Piece[] {
  const kind = pick(random, ['postgres', 'mysql', 'mongodb+srv', 'redis', 'amqp'])
  const password = signs(
    random,
    'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789',
    whole(random, 10, 18),
  )
  return [
    { text: `${kind}://${pick(random, pool.words)}:`, role: 'optional', kind: 'secret' },
    { text: password, role: 'value', kind: 'secret', scheme: 'connection' },
    {
      text: `@db.${pick(random, pool.companies)
        .toLowerCase()
        .replace(/[^a-z]/g, '')}.internal:5432/app`,
      role: 'optional',
      kind: 'url',
    },
  ]
}
