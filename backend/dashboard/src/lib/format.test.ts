import { expect, test } from 'vitest'
import {
  ago,
  calendarDay,
  countryName,
  day,
  languageName,
  lately,
  moment,
  number,
  percent,
  site,
} from './format.ts'

const iso = '2026-11-23T23:05:00.000Z'

test.each([
  { said: number(1234567, 'en'), expected: '1,234,567' },
  { said: number(1234567, 'de'), expected: '1.234.567' },
  { said: percent(0.999, 'en'), expected: '99%' },
  { said: percent(0.85, 'de'), expected: '85\u00a0%' },
  { said: day(iso, 'en', 'UTC'), expected: '23 Nov 2026' },
  { said: day(iso, 'de', 'Europe/Berlin'), expected: '24.11.2026' },
  { said: calendarDay('2026-11-23', 'en'), expected: '23 Nov 2026' },
  { said: moment(iso, 'en', 'UTC'), expected: '23 Nov 2026, 23:05' },
  { said: moment(iso, 'de', 'UTC'), expected: '23.11.2026, 23:05' },
  { said: lately(iso, new Date('2026-11-23T23:40:00Z'), 'en', 'UTC'), expected: 'today, 23:05' },
  { said: lately(iso, new Date('2026-11-24T01:00:00Z'), 'de', 'Europe/Berlin'), expected: 'heute, 00:05' },
  { said: lately(iso, new Date('2026-11-24T01:00:00Z'), 'en', 'UTC'), expected: '23 Nov 2026, 23:05' },
  { said: ago(iso, new Date('2026-11-23T23:05:40Z'), 'en'), expected: 'now' },
  { said: ago(iso, new Date('2026-11-23T23:09:59Z'), 'en'), expected: '4 minutes ago' },
  { said: ago(iso, new Date('2026-11-24T01:05:00Z'), 'de'), expected: 'vor 2 Stunden' },
  { said: ago(iso, new Date('2026-11-26T23:05:00Z'), 'en'), expected: '3 days ago' },
  { said: countryName('CN', 'en'), expected: 'China' },
  { said: countryName('AT', 'de'), expected: 'Österreich' },
  { said: countryName('nowhere', 'en'), expected: 'nowhere' },
  { said: languageName('de', 'en'), expected: 'German' },
  { said: languageName('ar', 'de'), expected: 'Arabisch' },
  { said: languageName('not a tag', 'en'), expected: 'not a tag' },
  { said: site('https://www.shop.example'), expected: 'www.shop.example' },
  { said: site('http://127.0.0.1:4610'), expected: 'http://127.0.0.1:4610' },
])('people read $expected', ({ said, expected }) => {
  expect(said).toBe(expected)
})
