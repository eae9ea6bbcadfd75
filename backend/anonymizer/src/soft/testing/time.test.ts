import { expect, test } from 'vitest'
import { scanOf } from '../../scan.ts'
import { findSpecial } from '../special.ts'
import { softly } from './measure.ts'

const size = 200_000
const unpleasant = [
  '12 ',
  'Am ',
  'straße ',
  'rue ',
  '1234 AB ',
  '@a ',
  'born ',
  'Str. 1 ',
  'calle ',
  'de ',
  '12 rue ',
  '12 Oak Street ',
  '10115 Berlin ',
  'born 12.03.',
  'username ',
  'Kundennummer: ',
  'Rose Lane, ',
  '*1',
  'born;born;\n',
  '12-',
  'u/',
  'a_',
  'a#1',
  '_',
  'Straße: a ',
  'my diabetes ',
  'IL 6',
  'dob?\n',
  '(',
  '12',
]

// The machine may be busy: the bound only tells growing with the text from growing with its square.
test.each(unpleasant)('two hundred kilobytes of "%s" take no more time than their length asks for', unit => {
  const text = unit.repeat(Math.ceil(size / unit.length))
  const before = performance.now()
  softly(text)
  findSpecial(scanOf(text, { regions: [] }))

  expect(performance.now() - before).toBeLessThan(8_000)
})
