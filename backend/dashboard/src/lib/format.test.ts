import { expect, test } from 'vitest'
import { day, languageName, moment, number, site } from './format.ts'

const iso = '2026-11-23T23:05:00.000Z'

test.each([
  { said: number(1234567, 'en'), expected: '1,234,567' },
  { said: number(1234567, 'de'), expected: '1.234.567' },
  { said: day(iso, 'en', 'UTC'), expected: '23 Nov 2026' },
  { said: day(iso, 'de', 'Europe/Berlin'), expected: '24.11.2026' },
  { said: moment(iso, 'en', 'UTC'), expected: '23 Nov 2026, 23:05' },
  { said: moment(iso, 'de', 'UTC'), expected: '23.11.2026, 23:05' },
  { said: languageName('de', 'en'), expected: 'German' },
  { said: languageName('ar', 'de'), expected: 'Arabisch' },
  { said: languageName('not a tag', 'en'), expected: 'not a tag' },
  { said: site('https://www.shop.example'), expected: 'www.shop.example' },
  { said: site('http://127.0.0.1:4610'), expected: 'http://127.0.0.1:4610' },
])('people read $expected', ({ said, expected }) => {
  expect(said).toBe(expected)
})
