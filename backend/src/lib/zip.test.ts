import { expect, test } from 'vitest'
import { filesIn } from '../testing/zip.ts'
import { packed, packing, zipOf, zipOfPacked } from './zip.ts'

test('a reader of zip archives finds every file as it was, with its name', () => {
  const files = [
    { name: 'data.json', content: JSON.stringify({ words: 'Grüße, 你好' }) },
    { name: 'tables/leer.csv', content: '' },
    { name: 'tables/größe.csv', content: 'a,b\r\n'.repeat(5000) },
  ]
  expect(filesIn(zipOf(files, new Date('2026-11-20T12:34:56Z')))).toEqual(files)
})

test('a file that was packed while it was written is the same as one that was whole', async () => {
  const lines = Array.from({ length: 20_000 }, (_, at) => `${at},Grüße, 你好\r\n`)
  const file = packing('lang.csv')
  for (const line of lines) await file.write(line)
  const at = new Date('2026-11-20T12:34:56Z')
  const zip = zipOfPacked([await file.end(), packed('leer.csv', ''), await packing('nichts.csv').end()], at)
  expect(filesIn(zip)).toEqual([
    { name: 'lang.csv', content: lines.join('') },
    { name: 'leer.csv', content: '' },
    { name: 'nichts.csv', content: '' },
  ])
  expect(zip.length).toBeLessThan(lines.join('').length)
})
