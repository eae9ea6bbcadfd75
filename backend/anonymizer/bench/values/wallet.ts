import { createHash } from 'node:crypto'
import { chance, pick, type Random, whole } from '../random.ts'
import { keccak } from './keccak.ts'
import type { Setting } from './setting.ts'

const bytes = (random: Random, length: number) => Uint8Array.from({ length }, () => whole(random, 0, 255))
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest()

/** A Bitcoin address of the old kind (begins with 1 or 3). */
export function bitcoin({ random }: Setting): string {
  const body = Uint8Array.from([pick(random, [0, 5]), ...bytes(random, 20)])
  const all = Buffer.concat([body, sha256(sha256(body)).subarray(0, 4)])
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  let number = BigInt(`0x${all.toString('hex')}`)
  let text = ''
  for (; number > 0n; number /= 58n) text = alphabet.charAt(Number(number % 58n)) + text
  for (const byte of all) {
    if (byte !== 0) break
    text = `1${text}`
  }
  return text
}

/** A Bitcoin address of the new kind (begins with bc1q or bc1p). */
export function bech32({ random }: Setting): string {
  const [version, length] = pick(random, [
    [0, 20],
    [0, 20],
    [0, 32],
    [1, 32],
  ] as const)
  const data = [version, ...fiveBits(bytes(random, length))]
  const expanded = [3, 3, 0, 2, 3]
  const check = polymod([...expanded, ...data, 0, 0, 0, 0, 0, 0]) ^ (version === 0 ? 1 : 0x2bc830a3)
  const tail = [0, 1, 2, 3, 4, 5].map(at => (check >>> (5 * (5 - at))) & 31)
  return `bc1${[...data, ...tail].map(value => 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.charAt(value)).join('')}`
}

export function ethereum({ random }: Setting): string {
  const address = Buffer.from(bytes(random, 20)).toString('hex')
  if (chance(random, 0.35)) return `0x${address}`
  const hash = Buffer.from(keccak(Buffer.from(address))).toString('hex')
  const cased = [...address].map((sign, at) =>
    Number.parseInt(hash.charAt(at), 16) > 7 ? sign.toUpperCase() : sign,
  )
  return `0x${cased.join('')}`
}

function fiveBits(data: Uint8Array): number[] {
  const bits = [...data].map(byte => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map(group => Number.parseInt(group.padEnd(5, '0'), 2))
}

function polymod(values: number[]): number {
  const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
  let check = 1
  for (const value of values) {
    const top = check >>> 25
    check = ((check & 0x1ffffff) << 5) ^ value
    generators.forEach((generator, at) => {
      if ((top >>> at) & 1) check ^= generator
    })
  }
  return check >>> 0
}
