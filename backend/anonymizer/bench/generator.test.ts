import { isValidPhoneNumber } from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { fold, settle } from '../src/fold.ts'
import { languages } from '../src/kinds.ts'
import { poolOf } from './pools.ts'
import { randomOf } from './random.ts'
import { halves, type Label, type Sample } from './sample.ts'
import { samplesOf } from './sets.ts'
import { templatesOf } from './templates.ts'
import { valid } from './valid.ts'
import { ids } from './values/ids.ts'
import { mistyped } from './values/mistyped.ts'
import { iban } from './values/payment.ts'
import { international, national, plans } from './values/phone.ts'
import type { Region } from './values/setting.ts'

const samples = halves.flatMap(samplesOf)
const labels = samples.flatMap(sample => sample.labels.map(label => ({ sample, label })))
const value = ({ sample, label }: { sample: Sample; label: Label }) =>
  fold(sample.text.slice(label.start, label.end)).toUpperCase()
const setting = (seed: string, region: Region) => ({
  random: randomOf(seed),
  region,
  language: 'en' as const,
  pool: poolOf('en', 'tuning'),
})

test('the same seed gives the same texts', () => {
  expect(halves.flatMap(samplesOf)).toEqual(samples)
})

test.each(Object.keys(ids))('every %s has right check digits', scheme => {
  const random = randomOf(scheme)
  const wrong = Array.from({ length: 2000 }, () => ids[scheme]!(random)).filter(
    id => !valid[scheme]!(id.toUpperCase()),
  )
  expect(wrong).toEqual([])
})

test.each(['iban', 'card', ...Object.keys(ids)])('every %s in a text is what its label says', scheme => {
  const mine = labels.filter(({ label }) => label.scheme === scheme)
  expect(mine.length).toBeGreaterThan(0)
  expect(mine.filter(one => valid[scheme]!(value(one)) !== (one.label.role === 'value')).map(value)).toEqual(
    [],
  )
})

test('a mistyped id differs from its right form in a check that fails', () => {
  for (const scheme of ['iban', 'card', 'nl_bsn', 'de_tax_id', 'fr_nir', 'it_codice_fiscale', 'es_nie'])
    for (let seed = 0; seed < 200; seed++) {
      expect(valid[scheme]!(mistyped(setting(`${scheme}${seed}`, 'DE'), scheme).toUpperCase())).toBe(false)
    }
})

test.each(Object.keys(plans) as Region[])('numbers of %s can be dialled', region => {
  for (let seed = 0; seed < 400; seed++) {
    const local = national(setting(`${region}${seed}`, region))
    expect([local, isValidPhoneNumber(local, region)]).toEqual([local, true])
    const abroad = international(setting(`${region}${seed}`, region)).replace(/^00|^\(\+(\d+)\)/, '+$1')
    expect([abroad, isValidPhoneNumber(abroad, region)]).toEqual([abroad, true])
  }
})

test('an IBAN keeps the length of its country', () => {
  const lengths: Record<string, number> = {
    DE: 22,
    AT: 20,
    CH: 21,
    NL: 18,
    BE: 16,
    ES: 24,
    FR: 27,
    IT: 27,
    GB: 22,
    IE: 22,
    LU: 20,
    PT: 25,
    PL: 28,
  }
  for (let seed = 0; seed < 500; seed++) {
    const number = iban(setting(String(seed), 'US'))
      .replace(/[ -]/g, '')
      .toUpperCase()
    expect(number).toHaveLength(lengths[number.slice(0, 2)]!)
  }
})

test('texts are settled and filled', () => {
  for (const { text } of samples) {
    expect(text).toBe(settle(text))
    expect(text).not.toMatch(/\{[?~]?[a-z_]+(\.[a-z_]+)?(\|[a-z]+)?\}/)
  }
})

test('labels lie one behind the other and hold no space at their ends', () => {
  for (const { text, labels } of samples) {
    let before = 0
    for (const { start, end } of labels) {
      expect(start).toBeGreaterThanOrEqual(before)
      expect(text.slice(start, end)).toMatch(/^\S(.*\S)?$/s)
      before = end
    }
  }
})

test('a hard negative has nothing that must be found', () => {
  const marked = samples.filter(
    ({ negative, labels }) => negative && labels.some(({ role }) => role !== 'optional'),
  )
  expect(marked).toEqual([])
})

describe.each(languages)('in %s', language => {
  test('there are templates enough, in each half', () => {
    for (const half of halves) {
      expect(templatesOf(half, language).positive.length).toBeGreaterThanOrEqual(75)
      expect(templatesOf(half, language).negative.length).toBeGreaterThanOrEqual(60)
    }
  })

  test('every kind occurs in each half', () => {
    for (const half of halves) {
      const here = samples.filter(sample => sample.half === half && sample.language === language)
      expect(new Set(here.flatMap(({ labels }) => labels.map(({ kind }) => kind))).size).toBe(17)
    }
  })

  test('the halves share no template, nor one that is nearly the same', () => {
    const [tuning, heldout] = halves.map(half => Object.values(templatesOf(half, language)).flat())
    const alike = tuning!.flatMap(one =>
      heldout!.filter(other => likeness(one, other) > 0.75).map(other => [one, other]),
    )
    expect(alike).toEqual([])
  })
})

test('the halves share no name, street, town or word', () => {
  const [tuning, heldout] = halves.map(
    half => new Set(languages.flatMap(language => words(poolOf(language, half)))),
  )
  expect(shared(tuning!, heldout!)).toEqual([])
})

test('the halves share no long value', () => {
  const [tuning, heldout] = halves.map(
    half =>
      new Set(
        labels
          .filter(({ sample }) => sample.half === half)
          .map(value)
          .filter(value => value.length > 12),
      ),
  )
  expect(shared(tuning!, heldout!)).toEqual([])
})

function words(value: unknown): string[] {
  if (typeof value === 'string') return [value.toLowerCase()]
  const { months: _, ...rest } = { months: undefined, ...(value as object) }
  // Of a town and its postal codes, the town alone counts.
  return Array.isArray(value) && /[#\d]/.test(String(value[1]))
    ? words(value[0])
    : Object.values(rest).flatMap(words)
}

/** The words two templates share, of all they have; what fills them counts as a word each. */
function likeness(one: string, other: string): number {
  const [first, second] = [one, other].map(text => new Set(text.toLowerCase().match(/[\p{L}_~]+/gu) ?? []))
  const both = shared(first!, second!).length
  return both / (first!.size + second!.size - both)
}

const shared = (one: Set<string>, other: Set<string>) => [...one].filter(item => other.has(item))
