import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

// The table of docs/attacks.md says where each of them is tried; here is held that it is.

const root = new URL('../../../', import.meta.url)
const text = await readFile(new URL('docs/attacks.md', root), 'utf8')
const rows = [...text.matchAll(/^\| (\d+) +\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, number = '', ids = '', , where = '']) => ({
    number: Number(number),
    ids: ids.trim().split(', '),
    where: where.trim(),
    files: [...where.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
  }),
)

test('each of the sixty-one is on the table', () => {
  const numbers = Array.from({ length: 61 }, (_, at) => at + 1)
  expect([...new Set(rows.map(({ number }) => number))]).toEqual(numbers)
  // No row of it is overlooked here.
  expect(rows).toHaveLength(text.split('\n').filter(line => /^\| \d/.test(line)).length)
})

/** Whether a name of a test in the file says that it is about the advisory, by its id or by its number. */
function names(source: string, id: string, number: number): boolean {
  const cited = [...source.matchAll(/regressions? ([\d, ]+)/g)].flatMap(([, list = '']) => list.split(/,\s*/))
  return source.includes(id) || cited.map(Number).includes(number)
}

test.each(rows)(
  '$number $ids is tried where the table says, or said not to apply',
  async ({ number, ids, where, files }) => {
    if (files.length === 0) return expect(where).toMatch(/^does not apply: \S.{20,}/)
    const sources = await Promise.all(files.map(path => readFile(new URL(path, root), 'utf8')))
    for (const source of sources) expect(ids.some(id => names(source, id, number))).toBe(true)
    for (const id of ids) expect([id, sources.some(source => names(source, id, number))]).toEqual([id, true])
  },
)
