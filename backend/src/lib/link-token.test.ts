import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { linkHash, linkToken } from './link-token.ts'

const secret = Buffer.alloc(32, 1)

test('a link’s token is the same each time it is made, 32 bytes long and fit for an address', () => {
  const token = linkToken(secret, 'reset', 'a')

  expect(token).toBe(linkToken(Buffer.alloc(32, 1), 'reset', 'a'))
  expect(token).toMatch(/^[\w-]{43}$/)
  expect(linkHash(token)).toEqual(createHash('sha256').update(token).digest())
})

test('of another row, another kind or another secret it is another', () => {
  const tokens = [
    linkToken(secret, 'reset', 'a'),
    linkToken(secret, 'reset', 'b'),
    linkToken(secret, 'invitation', 'a'),
    linkToken(secret, 'rese', 'ta'),
    linkToken(Buffer.alloc(32, 2), 'reset', 'a'),
  ]
  expect(new Set(tokens).size).toBe(tokens.length)
})
