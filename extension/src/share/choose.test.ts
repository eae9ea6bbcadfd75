import { expect, test } from 'vitest'
import { chosen } from './choose.ts'
import type { Passage } from './passages.ts'
import { scores } from './rank.ts'

const page: Passage[] = [
  { heading: 'Delivery', text: 'We deliver within three days, by bicycle in the city.' },
  { heading: 'Returns', text: 'What does not fit may be sent back within thirty days.' },
  { heading: 'Kettles', text: 'Our kettles sing at noon. Every kettle is made of copper.' },
  { heading: 'Preise', text: 'Ein Kessel kostet vierzig Euro, die Lieferung ist frei.' },
]

test.each([
  ['How long does delivery take?', 0],
  ['Can I return it?', 1],
  ['Which kettle is of copper?', 2],
  ['Was kosten die Kessel?', 3],
  ['WAS KÖSTET DAS?', 3],
])('%s finds its passage', (question, place) => {
  const all = scores(
    question,
    page.map(({ heading, text }) => `${heading}\n${text}`),
  )
  expect(all.indexOf(Math.max(...all))).toBe(place)
})

test('a question in a language without blanks finds its words', () => {
  const [one = 0, other = 0] = scores('配送時間', ['配送は三日以内です。', '返品は三十日以内です。'])
  expect(one).toBeGreaterThan(other)
})

test('what has no word in common stays here, and the best comes first', () => {
  expect(chosen(page, 'copper kettles, delivery')).toEqual([2, 0])
})

test('a question that shares no word with the page is about the whole of it', () => {
  expect(chosen(page, '?')).toEqual([0, 1, 2, 3])
})

test('of a long page a summary takes its beginning, middle and end, and no more than the server takes', () => {
  const long = Array.from({ length: 500 }, (_, at) => ({ heading: '', text: `${at} `.padEnd(1400, 'x') }))
  const places = chosen(long, null)
  expect(places.length).toBeLessThanOrEqual(40)
  expect(places[0]).toBe(0)
  expect(places.reduce((sum, place) => sum + long[place]!.text.length, 0)).toBeLessThanOrEqual(60_000)
  expect(places.some(place => place > 200 && place < 300)).toBe(true)
  expect(places.at(-1)).toBeGreaterThan(440)
})

test('of several long pages each gets its part of what the server takes', () => {
  const long = Array.from({ length: 500 }, (_, at) => ({ heading: '', text: `${at} `.padEnd(1400, 'x') }))
  const places = chosen(long, null, 4)
  expect(places.length).toBeLessThanOrEqual(10)
  expect(places.reduce((sum, place) => sum + long[place]!.text.length, 0)).toBeLessThanOrEqual(15_000)
})

test('headings count, too, of what the server takes', () => {
  const long = Array.from({ length: 40 }, (_, at) => ({
    heading: 'A heading '.repeat(60),
    text: `Word ${at} `.repeat(150),
  }))
  const places = chosen(long, null)
  const all = places.reduce((sum, place) => sum + `${long[place]!.heading}\n${long[place]!.text}`.length, 0)
  expect(all).toBeLessThanOrEqual(60_000)
  expect(places.length).toBeGreaterThan(20)
})
