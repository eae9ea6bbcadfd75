import { expect, test } from 'vitest'
import { resolve } from './resolve.ts'

const text = 'anna.smith@shop.example, 12 High Street, Leeds'
const at = (part: string, kind: 'email' | 'person' | 'address' | 'phone', weight = 0.6) => {
  const start = text.indexOf(part)
  return { kind, start, end: start + part.length, weight }
}
const named = (findings: ReturnType<typeof resolve>) =>
  findings.map(({ kind, start, end }) => [kind, text.slice(start, end)])

test('the longest wins, and what lies inside it goes with it', () => {
  const found = [at('anna.smith', 'person', 1), at('anna.smith@shop.example', 'email')]
  expect(named(resolve(found, text))).toEqual([['email', 'anna.smith@shop.example']])
})

test('of two that are as long the heavier wins', () => {
  expect(named(resolve([at('12 High', 'phone', 0.6), at('12 High', 'address', 0.8)], text))).toEqual([
    ['address', '12 High'],
  ])
})

test('what reaches beyond another one stays found', () => {
  const found = [at('12 High Street', 'address'), at('Street, Leeds', 'person')]
  expect(named(resolve(found, text))).toEqual([
    ['address', '12 High Street'],
    ['person', 'Leeds'],
  ])
})

test('what is empty or only punctuation is no finding', () => {
  const found = [
    at('12 High Street', 'address'),
    { ...at('Street, ', 'person'), end: text.indexOf('Leeds') - 1 },
  ]
  expect(named(resolve([...found, { ...found[0]!, end: found[0]!.start }], text))).toEqual([
    ['address', '12 High Street'],
  ])
})
