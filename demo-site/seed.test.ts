import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPages } from './shop/seed.ts'
import { allPages, products, serviceColumns, translated } from './shop/shelf.ts'
import { euros } from './shop/words.ts'

type Asked = { language: string; text: string; expect?: string }
type Questions = { answerable: Asked[]; offTopic: Asked[] }

const json = (file: string) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
const pages = [...allPages('en'), ...allPages('de')]
const calibration: Questions = json('questions.json')
const heldOut: Questions = json('questions.heldout.json')

test('every page has its front matter and a text of its own', () => {
  for (const page of pages) {
    const words = page.body.split(/\s+/).length
    expect(page.path, page.name).toMatch(new RegExp(`^/${page.language}/[a-z0-9/-]+$`))
    expect(page.body.trimStart(), page.path).toMatch(new RegExp(`^# ${page.title}\n`))
    expect(words, page.path).toBeGreaterThan(120)
    expect(words, page.path).toBeLessThan(420)
  }
  expect(new Set(pages.map(page => page.path)).size).toBe(pages.length)
})

test('both languages have the same pages, and each leads to the other', () => {
  const names = (language: 'en' | 'de') => readPages(language).map(page => page.name)
  expect(names('de')).toEqual(names('en'))
  for (const page of pages) expect(translated(page)).not.toBe(page.path)
})

test('a page and its translation agree on every number', () => {
  // Written out the same way in both: 1,250 and 1.250, 22.5 and 22,5, 10:00 and 10 o'clock.
  const numbers = (body: string) =>
    (body.replaceAll(/(\d{1,2}):00/g, '$1').match(/\d+(?:[.,]\d+)*/g) ?? [])
      .map(found => found.replaceAll(/[.,]/g, ''))
      .sort()
  for (const page of allPages('en')) {
    const german = allPages('de').find(other => other.name === page.name)
    expect(numbers(german!.body), page.name).toEqual(numbers(page.body))
  }
})

test('a thing costs in its text what it costs on its card', () => {
  for (const product of [...products('en'), ...products('de')])
    expect(product.body.replaceAll('\u00a0', ' ')).toContain(
      euros(product.price, product.language).replaceAll('\u00a0', ' '),
    )
})

test('every service page stands in the menu once', () => {
  const services = allPages('en').filter(page => page.kind === 'service')
  expect(serviceColumns.flat().sort()).toEqual(services.map(page => page.name).sort())
})

test.each([
  ['calibration', calibration],
  ['held-out', heldOut],
])(
  'the %s questions are 20 of each kind in each language and expect pages that exist',
  (_name, questions) => {
    for (const kind of [questions.answerable, questions.offTopic])
      for (const language of ['en', 'de'])
        expect(kind.filter(asked => asked.language === language)).toHaveLength(20)
    for (const { expect: path, language } of questions.answerable)
      expect(pages.find(page => page.path === path)?.language, path).toBe(language)
    for (const asked of questions.offTopic) expect(asked).not.toHaveProperty('expect')
  },
)

test('no question is in both sets', () => {
  const texts = [calibration, heldOut].flatMap(({ answerable, offTopic }) => [...answerable, ...offTopic])
  expect(new Set(texts.map(asked => asked.text.toLowerCase())).size).toBe(160)
})

test("the assistant's colour can be read on white and under white", () => {
  const { accent, suggestedQuestions, retentionDays } = json('seed/assistant.json')
  const [red, green, blue] = accent
    .match(/[0-9a-f]{2}/g)
    .map((pair: string) => linear(Number.parseInt(pair, 16) / 255))
  const contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)

  expect(contrast).toBeGreaterThanOrEqual(4.5)
  expect(suggestedQuestions).toHaveLength(4)
  expect(retentionDays).toBe(30)
  expect(readdirSync(new URL('seed/', import.meta.url)).sort()).toEqual(['assistant.json', 'de', 'en'])
})

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
