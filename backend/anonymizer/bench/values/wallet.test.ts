import { expect, test } from 'vitest'
import { poolOf } from '../pools.ts'
import { randomOf } from '../random.ts'
import { keccak } from './keccak.ts'
import { bech32, bitcoin, ethereum } from './wallet.ts'

const setting = (seed: number) => ({
  random: randomOf(String(seed)),
  region: 'GB' as const,
  language: 'en' as const,
  pool: poolOf('en', 'tuning'),
})
const many = Array.from({ length: 300 }, (_, seed) => setting(seed))

test('the hash is the known one of nothing and of "abc"', () => {
  const hash = (text: string) => Buffer.from(keccak(Buffer.from(text))).toString('hex')
  expect(hash('')).toBe('c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470')
  expect(hash('abc')).toBe('4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45')
})

test('addresses have the form of their kind', () => {
  for (const one of many) {
    expect(bitcoin(one)).toMatch(/^[13][1-9A-HJ-NP-Za-km-z]{25,34}$/)
    expect(bech32(one)).toMatch(/^bc1[qp][02-9ac-hj-np-z]{38,58}$/)
    expect(ethereum(one)).toMatch(/^0x[\da-fA-F]{40}$/)
  }
})
