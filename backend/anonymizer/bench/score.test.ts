import { expect, test } from 'vitest'
import type { Kind } from '../src/kinds.ts'
import type { Finding } from '../src/scan.ts'
import type { Role, Sample } from './sample.ts'
import { outcomeOf } from './score.ts'

const text = 'I am Ada Lovelace, born 10/12/1815'

function sampled(stretch: string, kind: Kind = 'person', role: Role = 'value'): Sample {
  const start = text.indexOf(stretch)
  const label = { role, kind, start, end: start + stretch.length }
  return {
    half: 'tuning',
    language: 'en',
    template: '',
    negative: false,
    fit: 'fits',
    place: { regions: [] },
    text,
    labels: [label],
  }
}

function found(stretch: string, kind: Kind = 'person'): Finding {
  const start = text.indexOf(stretch)
  return { kind, start, end: start + stretch.length, weight: 1 }
}

const judged = (sample: Sample, ...findings: Finding[]) => outcomeOf([sample], () => findings)

test.each([
  ['the whole', 'Ada Lovelace', { hit: true, leaked: false }],
  ['more than the whole', 'am Ada Lovelace', { hit: true, leaked: false }],
  ['all but a sign', 'Ada Lovelac', { hit: true, leaked: false }],
  ['the first name', 'Ada', { hit: false, leaked: true }],
  ['the last name', 'Lovelace', { hit: false, leaked: false }],
  ['something else', 'born', { hit: false, leaked: true }],
])('%s found', (_, stretch, expected) => {
  expect(judged(sampled('Ada Lovelace'), found(stretch)).values).toMatchObject([expected])
})

test('two findings may hide one value together', () => {
  const both = judged(sampled('Ada Lovelace'), found('Ada '), found('Lovelace'))
  expect(both.values).toMatchObject([{ hit: true, agreed: true, leaked: false }])
  expect(both.findings.map(({ right }) => right)).toEqual([true, true])
})

test('a value under a wrong name is hit all the same', () => {
  expect(judged(sampled('Ada Lovelace'), found('Ada Lovelace', 'handle')).values).toMatchObject([
    { hit: true, agreed: false },
  ])
})

test('a finding of which more than half lies beside any value is false', () => {
  expect(judged(sampled('Ada'), found('Ada Lovelace')).findings.map(({ right }) => right)).toEqual([false])
  expect(judged(sampled('Lovelace'), found('Ada Lovelace')).findings.map(({ right }) => right)).toEqual([
    true,
  ])
})

test('in an optional place a finding counts for nothing', () => {
  const outcome = judged(sampled('born', 'address', 'optional'), found('born'))
  expect(outcome).toMatchObject({ values: [], mistyped: [], findings: [] })
})

test('a mistyped id is counted apart, and finding it is right', () => {
  const outcome = judged(sampled('10/12/1815', 'iban', 'mistyped'), found('10/12/1815', 'iban'))
  expect(outcome).toMatchObject({ values: [], mistyped: [{ hit: true }], findings: [{ right: true }] })
})

test('a short value leaks when all of it can be read', () => {
  expect(judged(sampled('Ada')).values).toMatchObject([{ leaked: true }])
})
