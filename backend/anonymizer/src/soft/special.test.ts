import { expect, test } from 'vitest'
import { scanOf } from '../scan.ts'
import { findSpecial } from './special.ts'

const said = (text: string) => findSpecial(scanOf(text, { regions: [] }))

test.each([
  ['I have diabetes', 'health'],
  ['ich bin schwanger', 'health'],
  ["j'ai le VIH", 'health'],
  ['estoy embarazada', 'health'],
  ['mio marito ha il diabete', 'health'],
  ['mijn vrouw heeft borstkanker', 'health'],
  ['wegen meiner Krebserkrankung', 'health'],
  ['soy católica', 'religion'],
  ['ich bin jüdisch', 'religion'],
  ['ich bin Mitglied der SPD', 'politics'],
  ['ik ben van marokkaanse afkomst', 'ethnicity'],
  ['sono iscritto al sindacato', 'union'],
  ['ik ben homo', 'sexuality'],
  ['ma fille est lesbienne', 'sexuality'],
  ['I gave you my fingerprint', 'biometrics'],
  ['I was convicted in 2019', 'crime'],
  ['ich bin vorbestraft', 'crime'],
])('"%s" speaks of %s', (text, category) => {
  expect(said(text)).toContain(category)
})

test.each([
  'do you have diabetes socks',
  'allergy-friendly bedding',
  'Is it vegan',
  'Ich bin Krebs, welches Armband passt?',
  'church candle 20 cm',
  'I need a blind for my window',
  'pride flag shirt',
  'je cherche une robe pour mon mariage',
  'Trans-Europ shipping for my order',
  'velas para la iglesia',
  'my package was arrested at customs',
])('"%s" speaks of a thing', text => {
  expect(said(text)).toEqual([])
})
