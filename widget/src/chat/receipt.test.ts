import { expect, test } from 'vitest'
import { givenAt, readReceipt } from './receipt.ts'

const encode = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url')

test('a receipt is read as rows, nested names with dots', () => {
  const content = { iat: 1_780_000_000, controller: { name: 'Wörter' }, purposes: [{ id: 'chat' }], none: [] }
  const receipt = `${encode({ alg: 'EdDSA' })}.${encode(content)}.c2ln`
  expect(readReceipt(receipt)).toEqual([
    ['iat', '1780000000'],
    ['controller.name', 'Wörter'],
    ['purposes.0.id', 'chat'],
  ])
  expect(givenAt(receipt)).toBe('2026-05-28T20:26:40.000Z')
})

test.each(['', 'x', 'a.b.c', 'a.!!.c', `a.${encode(null)}.c`])(
  'what is no receipt (%j) has no rows',
  receipt => {
    expect(readReceipt(receipt)).toEqual([])
    expect(givenAt(receipt)).toBe('')
  },
)
