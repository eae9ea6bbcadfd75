import { expect, test } from 'vitest'
import { settle } from '../../fold.ts'
import { smallLexicon } from '../../lexicon/small.ts'
import { people } from '../../names/people.ts'
import { scanOf } from '../../scan.ts'
import { findBirthDates } from './birth-dates.ts'

const findPeople = people(smallLexicon())

function found(written: string): string[] {
  const text = settle(written)
  const scan = scanOf(text, { regions: [] })
  return findBirthDates(scan, findPeople(scan)).map(({ start, end }) => text.slice(start, end))
}

test.each([
  ['I was born on March 3rd, 1985', 'March 3rd, 1985'],
  ['DOB 12/03/1985', '12/03/1985'],
  ['"birthDate": "1985-03-12"', '1985-03-12'],
  ['And your date of birth?\nvisitor: 08/22/1957', '08/22/1957'],
  ['12/03/1985 is my birthday', '12/03/1985'],
  ['Ich bin am 23. Oktober 1946 geboren', '23. Oktober 1946'],
  ['Resi Vogel (geb. am 19.07.70)', '19.07.70'],
  ['Mitreisende: Anna Schmidt (20.3.1950)', '20.3.1950'],
  ['name;geburtsdatum;ort\nHaas, Mats;01.11.1940;Ulm', '01.11.1940'],
  ['Née le 14 novembre 1967 à Lille', '14 novembre 1967'],
  ['Date de naissance : 03/10/1948', '03/10/1948'],
  ['Nací el 23 de junio de 1987', '23 de junio de 1987'],
  ['fecha de nacimiento: 6/12/1957', '6/12/1957'],
  ['nato a Bologna il 28/01/1977', '28/01/1977'],
  ['Data di nascita: 6 febbraio 1986', '6 febbraio 1986'],
  ['Ik ben geboren op 26 mei 1948', '26 mei 1948'],
  ['Geboortedatum: 5-12-1962', '5-12-1962'],
])('in "%s" the date of birth is found', (text, date) => {
  expect(found(text)).toEqual([date])
})

test.each([
  'The brand was born in 1985',
  'Can it arrive before her birthday on 12 May 2025?',
  'ordered on 03/12/2024, delivered 03/14/2024',
  'NATO on 11 July 2023',
  'By Emma Miller, 12 March 2019',
  'born again, version 12.31.99.4',
  'z.B. am 12.03.2024, z. B. 12.03.2024',
  'Die Firma wurde 1998 geboren und 2004 verkauft',
  'Mein Geburtstagsgutschein vom 12.03.2024 gilt nicht',
  'Öffnungszeiten ab 1. März 2024, Preis 12.50',
  'on ne le livre que le 12 mars 2024',
  'L’entreprise est née en 1998. Facture du 12/03/2024',
  'la empresa nació en 1998, pedido del 12/03/2024',
  'ordine del 12/03/2024, nato per correre',
  'bestelling van 12-03-2024, geboren in een garage',
])('in "%s" there is none', text => {
  expect(found(text)).toEqual([])
})
