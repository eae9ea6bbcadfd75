import { expect, test } from 'vitest'
import { scanOf } from '../scan.ts'
import { findSpelledNumbers } from './numbers-in-words.ts'
import { marked, plain } from './testing.ts'

test.each([
  'call me on «zero seven seven double zero nine zero zero one two three»',
  'my number is «four one five, five five five, zero one three two»',
  'meine nummer ist «null eins sieben eins zwei drei vier fünf sechs sieben acht neun eins»',
  'handy «null-eins-sieben-eins-neun-drei-vier-fünf-zwei»',
  'ruf an: «null eins sieben sechs vierunddreißig zweiundzwanzig acht neun»',
  'mon numéro «zéro six douze trente-quatre cinquante-six soixante-dix-huit»',
  'mi móvil «seis uno dos, tres cuatro cinco, seis siete ocho»',
  'mi teléfono es «seis doce treinta y cuatro cincuenta y seis setenta y ocho»',
  'il mio numero «tre tre tre uno due quattro cinque sei sette»',
  'mijn nummer is «nul zes een twee vier vier vijf zes zeven acht»',
  'phone «oh seven nine 4 double five one two»',
  'Kundennummer «vier sieben eins eins acht acht drei»',
])('%s', text => {
  expect(marked(findSpelledNumbers, plain(text))).toBe(text)
})

test.each([
  'one two three four five six seven eight',
  'ten nine eight seven six five four three two one',
  'eins zwei drei vier fünf sechs sieben acht',
  'between one and two of them',
  'un deux trois',
  'vier mal vier ist sechzehn',
  'one of the two or three',
])('%s is no number of somebody', text => {
  expect(marked(findSpelledNumbers, text)).toBe(text)
})

test('a cue tells what the number is', () => {
  const kind = (text: string) => findSpelledNumbers(scanOf(text, { regions: [] }))[0]?.kind
  expect(kind('call me: four one five two five seven nine')).toBe('phone')
  expect(kind('customer number four one five two five seven nine')).toBe('customer_number')
})
