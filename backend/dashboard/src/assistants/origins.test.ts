import { origin } from '@atavus/contract/console'
import { expect, test } from 'vitest'
import { originOf } from './origins.ts'

test.each([
  ['https://www.shop.example', 'https://www.shop.example'],
  ['www.shop.example/start?x=1#y', 'https://www.shop.example'],
  ['HTTPS://Shop.Example:443/', 'https://shop.example'],
  ['http://127.0.0.1:4610', 'http://127.0.0.1:4610'],
  ['http://localhost:3000/', 'http://localhost:3000'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['münchen.example', 'https://xn--mnchen-3ya.example'],
])('%s is understood as %s', (typed, expected) => {
  expect(originOf(typed)).toBe(expected)
  expect(origin.safeParse(expected).success).toBe(true)
})

test.each([
  'shop',
  'not an address',
  'https://*.shop.example',
  'ftp://shop.example',
  'javascript:alert(1)',
  'https://me@shop.example',
  'https://',
  'null',
])('%s is no site', typed => {
  expect(originOf(typed)).toBe(null)
})
