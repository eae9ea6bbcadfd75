import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settle } from '../../fold.ts'
import { scanOf } from '../../scan.ts'
import { findSpecial } from '../special.ts'
import { softly } from './measure.ts'

const seed = new URL('../../../../../demo-site/seed/', import.meta.url)
const pages = ['de', 'en'].flatMap(language =>
  readdirSync(new URL(`${language}/`, seed)).map(file => `${language}/${file}`),
)

const places =
  /^(?:Tuchspeicher 7[,\n] ?20457 Hamburg|Speicherweg 2, 24103 Kiel|Leinengasse 21, 10119 Berlin|Am Webstuhl 9, 50668 Köln)(?:[,\n] ?Germany)?$/

test.each(pages)('of a shop’s page %s only the addresses of the shop are found', page => {
  const text = settle(readFileSync(new URL(page, seed), 'utf8'))
  const found = softly(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)

  expect(found.filter(one => !places.test(one.replace(/^address /, '')))).toEqual([])
  expect(findSpecial(scanOf(text, { regions: [] }))).toEqual([])
})
