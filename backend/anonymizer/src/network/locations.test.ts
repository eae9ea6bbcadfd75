import { expect, test } from 'vitest'
import { marked, plain } from '../contact/testing.ts'
import { findLocations } from './locations.ts'

test.each([
  'ich bin hier: «48.1374, 11.5755»',
  '«48.137154,11.576124»',
  '«-33.8688, 151.2093»',
  '«48.137154 11.576124»',
  '«48.137154; 11.576124»',
  'gps «48.137 11.575»',
  'coordinates: «40.712, -74.006»',
  '«48,137154; 11,576124»',
  'Koordinaten «48,1374 / 11,5755»',
  '«48.1374° N, 11.5755° E»',
  '«48.1374°N 11.5755°E»',
  '«N48.1374 E11.5755»',
  '{"lat":«48.137154»,"lng":«11.576124»}',
  'lat: «48.1374» lon: «11.5755»',
  'latitude=«48.1374»&longitude=«11.5755»',
  'Breite: «48,1374», Länge: «11,5755»',
  `«48°08'14"N 11°34'31"E»`,
  `«48° 8' 14.1" N, 11° 34' 31.2" E»`,
  `«48º08'14"N, 11º34'31"O»`,
  '«48°08′14″N 11°34′31″E»',
  `«N 48° 08.239 E 011° 34.530»`,
  '«geo:48.1374,11.5755»',
  '«geo:48.1374,11.5755;u=35»',
  'Treffpunkt «8FWH4HX8+QR»',
  '«4HX8+QR» München',
  '«///filled.count.soap»',
  'what3words: «filled.count.soap»',
  '«32U 691000 5334000»',
])('%s', text => {
  expect(marked(findLocations, plain(text))).toBe(text)
})

test.each([
  '12.345, 67.890',
  '1.0845 / 1.0912',
  '49.99, 59.99',
  '12.345 € und 13.456 €',
  '3.14159',
  '12.3456, 45.6789, 78.9012',
  '100.5 x 200.5 cm',
  'version 1.2345',
  '25° warm',
  '-5°C',
  '5\'10" tall',
  '12.03.2024, 13.03.2024',
  'C++',
  'https:///a.b.c',
  '20° C bis 25° C',
  '999.1234, 999.1234',
  'a.b.c',
])('%s is no place', text => {
  expect(marked(findLocations, text)).toBe(text)
})
