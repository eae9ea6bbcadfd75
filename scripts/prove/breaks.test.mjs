import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inside, root } from '../lib/house.mjs'
import { breaks } from './breaks.mjs'

const policy = JSON.parse(readFileSync(inside('backend/src/policy/first.json'), 'utf8'))
const promises = policy.chapters.flatMap(({ sentences }) => sentences.flatMap(one => one.promises))
const read = path => readFileSync(inside(path), 'utf8')

/** The ids with which a test’s or a group’s name begins, of every test file of the house. */
function named() {
  const list = [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '*.test.ts',
    '*.test.tsx',
    '*.test.mjs',
  ]
  const files = execFileSync('git', list, { cwd: root }).toString().split('\n').filter(Boolean)
  const names = files.flatMap(file =>
    [
      ...read(file).matchAll(
        /(?:\b(?:test|describe)\(|^\]\)?\s*(?:as const)?\)\(|^\s+)['`]((?:P\d+\.\d+[ :]+)+)/gm,
      ),
    ].map(([, ids]) => ids),
  )
  return new Set(names.flatMap(ids => ids.match(/P\d+\.\d+/g)))
}

test('every promise of the policy has a test that is named by its id', () => {
  const found = named()
  expect(promises.filter(id => !found.has(id))).toEqual([])
})

test('every promise of the policy is broken on purpose, and nothing else', () => {
  const broken = new Set(breaks.map(({ promise }) => promise))
  expect(promises.filter(id => !broken.has(id))).toEqual([])
  expect([...broken].filter(id => !promises.includes(id))).toEqual([])
})

test.each(breaks)('$promise, $broken: what is broken stands once, and its test is there', one => {
  expect(read(one.file).split(one.find)).toHaveLength(2)
  expect(one.find).not.toBe(one.replace)
  // Before the ids of promises there may be the number of an attack.
  expect(one.test.name).toMatch(new RegExp(`^(\\d+ )?(P\\d+\\.\\d+[: ]+)*${one.promise}[: ]`))
  expect(read(one.test.file)).toContain(one.test.name)
})
