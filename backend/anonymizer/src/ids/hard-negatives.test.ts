import { expect, test } from 'vitest'
import { found } from './found.ts'
import { findNationalIds } from './national-ids.ts'

test.each([
  'order 219-09-9999',
  'Bestellnummer 86095742719',
  'commande n° 130 692 544, colis 6A12345678901',
  'pedido 12345678Z',
  'ordine n. 1234567T',
  'factuurnummer 111222333',
  'SIREN 732 829 320',
  'ISBN 978-3-16-148410-0, EAN 4006381333931',
  'IMEI 490154203237518',
  'DHL 00340434161094042557, UPS 1Z999AA10123456784',
  'Tel 030 123456789, call 415-555-2671 or 212 555 1234',
  'Kundennummer 123456782, Rechnung vom 12.03.2024 über 1.234.567,89 €',
  'geboren 12.03.1980, Termin 2024-03-12 10:15',
  'Öffnungszeiten 08:00-12:00, 13:00-18:00; Preis 1 299 000 €',
  'Version 12.0.4567.890 build 123456789',
  '550e8400-e29b-41d4-a716-446655440000',
  '2fd4e1c67a2d28fced849ee1bb76e7391b93eb12',
  '52.520008, 13.404954',
  'Temperatur 36.6 36.7 37.0 38.2 39.1',
  'order 20240115-0042',
  '1700000000000',
  '123456782',
  '111 222 333',
  '219099999',
  '9434765919',
  'DE123456789',
  'my ssn ends in 6789',
  'BSN 12-03-1980',
  'passport expires 12.05.2030',
  'permis de construire PC 075 112 20 V0012',
  'vivo sin 123456782 euros',
  'Das habe ich nie 12345678 gehört',
  'in 20 24 15 a 30',
  'https://shop.example/p/123456782?id=86095742719',
])('%s identifies nobody', text => {
  expect(found(findNationalIds, text)).toEqual([])
})

// Where time grew with the square of the length, these would take minutes.
test.each([
  '1234567890',
  '1-',
  '12-34-',
  '1 ',
  'DE89 ',
  'a',
  'a1',
  'abc ',
  '123456782 ',
  'bsn 123456782 ',
  'a,123456782,b\n',
])('many times %j is soon read', piece => {
  const from = performance.now()
  found(findNationalIds, piece.repeat(200_000 / piece.length))
  expect(performance.now() - from).toBeLessThan(5000)
})
