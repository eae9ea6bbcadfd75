import { expect, test } from 'vitest'
import { settle } from '../../fold.ts'
import { scanOf } from '../../scan.ts'
import { findAddresses } from './addresses.ts'

function found(written: string): string[] {
  const text = settle(written)
  return findAddresses(scanOf(text, { regions: [] })).map(({ start, end }) => text.slice(start, end))
}

test.each([
  ['Deliver it to 12 Oak Street, Bristol BS1 4ST please', '12 Oak Street, Bristol BS1 4ST'],
  ['Flat 4, 12 Mill Lane, Cambridge, CB4 1XH', 'Flat 4, 12 Mill Lane, Cambridge, CB4 1XH'],
  ['350 5th Ave, Suite 3304, New York, NY 10118', '350 5th Ave, Suite 3304, New York, NY 10118'],
  ['i live at 42 maple ave, springfield, il 62704', '42 maple ave, springfield, il 62704'],
  ['PO Box 553, Austin, TX 78701', 'PO Box 553, Austin, TX 78701'],
  ['Erika Mustermann, Heidestraße 17, 51147 Köln', 'Heidestraße 17, 51147 Köln'],
  ['ich wohne in der hauptstr. 12a', 'hauptstr. 12a'],
  ['Anna Schmidt\nAm Alten Markt 5\n18055 Rostock\n\nDanke!', 'Am Alten Markt 5\n18055 Rostock'],
  ['Speicher GmbH, Tuchspeicher 7, 20457 Hamburg', 'Tuchspeicher 7, 20457 Hamburg'],
  ['Mariahilfer Straße 7/12, 1060 Wien', 'Mariahilfer Straße 7/12, 1060 Wien'],
  ['Postfach 4711, 8021 Zürich', 'Postfach 4711, 8021 Zürich'],
  ['Adresse : 12 bis rue des Lilas, 75011 Paris', '12 bis rue des Lilas, 75011 Paris'],
  ["j'habite 6 avenue du Général de Gaulle", '6 avenue du Général de Gaulle'],
  ['chaussée de Wavre 30, 1050 Bruxelles', 'chaussée de Wavre 30, 1050 Bruxelles'],
  ['Envíos a Calle Mayor, 5, 3º B, 28013 Madrid', 'Calle Mayor, 5, 3º B, 28013 Madrid'],
  ['c/ del Sol nº 14, 41003 Sevilla', 'c/ del Sol nº 14, 41003 Sevilla'],
  ['Abito in Via Giuseppe Verdi 12/A, 20121 Milano (MI)', 'Via Giuseppe Verdi 12/A, 20121 Milano (MI)'],
  ['Corso Vittorio Emanuele II, 45', 'Corso Vittorio Emanuele II, 45'],
  ['Prinsengracht 263a, 1016 GV Amsterdam', 'Prinsengracht 263a, 1016 GV Amsterdam'],
  ['ik woon op Lange Vijverberglaan 5', 'Lange Vijverberglaan 5'],
  ['PLZ/Ort: 20323 Hamburg\nTelefon: -', '20323 Hamburg'],
])('in "%s" the address is found from its beginning to its end', (text, address) => {
  expect(found(text)).toEqual([address])
})

test.each([
  '12 March Street musicians played',
  'Route 66 shirt in size M',
  '20 Road bikes, 12 place settings',
  'The 2 Street Style jackets are lovely',
  'Take the 12 Bus Lane route',
  'delivery during 5 days, $12 Oak Street',
  'iPad 3 and Monitor 27, version 12.4.1',
  'Open Monday 9-18, closed on 24 December',
  'Highway 101 North, exit 12',
  'Am Montag 5 Uhr, im Juni 2024, in der Größe 42',
  'Die Straße 2 Wochen gesperrt, Parkplatz 12 war frei',
  'Im Jahr 2023, 2024 und 2025',
  'Platz 3 der Tabelle, Artikel 12345 Hose in Blau',
  'Liefert ihr auch in die Gebiete 8427, 8415 und 8410?',
  '2 avenue jackets en noir, 10 cours gratuits',
  'Facture 2024-00815, page 12',
  'Plaza de 12 plazas, Hotel Plaza 5 estrellas',
  'via PayPal 20 euro, via 3 giorni',
  'tappeto Largo 120 x 80',
  'onderweg 2 uur, de straat 3 dagen afgesloten',
])('in "%s" there is no address', text => {
  expect(found(text)).toEqual([])
})

test.each(['Main Street 5 ', '12 Aaaaaaaaaa ', 'calle de la ', '1 2 3 4 ', 'A', '5 rue de '])(
  'nothing but "%s" over and over is read to its end',
  piece => {
    expect(found(piece.repeat(20_000)).every(address => address.length < 200)).toBe(true)
  },
)
