import { expect, test } from 'vitest'
import { isSafePage, serverOf } from './server.ts'

test.each([
  ['atavus.example', 'https://atavus.example'],
  [' https://atavus.example/dashboard?x ', 'https://atavus.example'],
  ['https://atavus.example:8443', 'https://atavus.example:8443'],
  ['http://localhost:4600', 'http://localhost:4600'],
  ['http://127.0.0.1:4600/', 'http://127.0.0.1:4600'],
  ['http://atavus.example', null],
  ['https://me:secret@atavus.example', null],
  ['ftp://atavus.example', null],
  ['javascript:alert(1)', null],
  ['', null],
  ['two words', null],
])('%j is %j', (typed, server) => {
  expect(serverOf(typed)).toBe(server)
})

test('only a page that is safe is opened', () => {
  expect(isSafePage('https://atavus.example/device/1')).toBe(true)
  expect(isSafePage('javascript:alert(1)')).toBe(false)
  expect(isSafePage('http://elsewhere.example/device/1')).toBe(false)
})
