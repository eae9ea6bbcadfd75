import { expect, test } from 'vitest'
import { scanOf } from '../scan.ts'
import { findAddresses } from './addresses.ts'

const found = (text: string) =>
  findAddresses(scanOf(text, { regions: [] })).map(({ start, end }) => text.slice(start, end))

test.each([
  ['ich wohne in der hauptstr 12 10115 berlin', 'hauptstr 12 10115 berlin'],
  ['i live at 42 maple ave apt 3b, springfield il 62704', '42 maple ave apt 3b, springfield il 62704'],
  ["j'habite 12 bis rue des lilas 75011 paris", '12 bis rue des lilas 75011 paris'],
  ['calle mayor 5 3º b 28013 madrid', 'calle mayor 5 3º b 28013 madrid'],
  ['via roma 12 20121 milano', 'via roma 12 20121 milano'],
  ['kerkstraat 5-2 1017 gb amsterdam', 'kerkstraat 5-2 1017 gb amsterdam'],
  ['Anna Schmidt\nAm Alten Markt 5\n18055 Rostock\n\nDanke!', 'Am Alten Markt 5\n18055 Rostock'],
  [
    'Straße: Broicher Heide 14\nPLZ: 47057\nOrt: Duisburg\nTel: -',
    'Broicher Heide 14\nPLZ: 47057\nOrt: Duisburg',
  ],
  ['Rose Cottage, Mill Lane, Bibury, GL7 5NW please', 'Rose Cottage, Mill Lane, Bibury, GL7 5NW'],
  ['Corso Buenos Aires 45, 20124 Milano (MI) per favore', 'Corso Buenos Aires 45, 20124 Milano (MI)'],
  ['I live on Baker Street and wait', 'Baker Street'],
  ['my zip is 90210', '90210'],
  ['livraison à 69003 Lyon ?', '69003 Lyon'],
])('in "%s" the address is found from its beginning to its end', (text, address) => {
  expect(found(text)).toEqual([address])
})

test.each([
  'Am Montag 5 Uhr',
  'Im Juni 2024',
  'In der Größe 42',
  'An der Kasse 3',
  'via PayPal 20',
  'via 3 Tage',
  'in corso 3',
  '12 place settings',
  'Plaza de 12 plazas',
  'St. Patrick, 2 pieces',
  'Do you deliver to 90210?',
  '20 Road bikes',
  'Platz 3 der Tabelle',
  'Artikel 12345 Hose',
  'We deliver to M22 6GL, LS3 9FJ and SW19 9XN',
  'MacBook M2 8GB',
])('in "%s" there is no address', text => {
  expect(found(text)).toEqual([])
})
