import { expect, test } from 'vitest'
import { treeOf } from './cases.ts'
import exceptions from './exceptions.json' with { type: 'json' }
import { judge, laws } from './judge.ts'

const clock = { 'backend/src/main.ts': 'Date.now()', 'backend/src/chat/a.ts': 'Date.now()' }
const law = 'time from the world'
const reason = 'Here the world gets its clock.'

test('a violation names its law and its place', () => {
  const [first] = judge(treeOf(clock), [])
  expect(first).toEqual({
    law,
    path: 'backend/src/main.ts',
    line: 1,
    message: 'the clock belongs to the world: use world.now()',
  })
})

test('an exception covers its own file and law, and nothing else', () => {
  const broken = judge(treeOf(clock), [{ law, path: 'backend/src/main.ts', reason }])
  expect(broken.map(({ path }) => path)).toEqual(['backend/src/chat/a.ts'])
})

test('an exception for a folder covers what lies below', () => {
  expect(judge(treeOf(clock), [{ law, path: 'backend/src/', reason }])).toEqual([])
})

test('an exception that nothing needs is a violation itself', () => {
  const broken = judge(treeOf({}), [{ law, path: 'backend/src/main.ts', reason }])
  expect(broken).toMatchObject([{ path: 'scripts/laws/exceptions.json', law }])
})

test('every exception names a law that exists and gives its reason', () => {
  for (const { law, reason } of exceptions) {
    expect(Object.keys(laws)).toContain(law)
    expect(reason.length).toBeGreaterThan(10)
  }
})
