import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { judged, playwright, sum, tally, vitest } from './reports.mjs'

const folder = mkdtempSync(join(tmpdir(), 'atavus-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(report) {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(report))
  return path
}

const green = { numPassedTests: 3, numFailedTests: 0, testResults: [] }

test('a runner that left no report has failed once', () => {
  expect(tally('/nowhere/report.json', vitest, true)).toMatchObject({ passed: 0, failed: 1 })
})

test('a report cut off in the middle has failed once', () => {
  const path = written({})
  writeFileSync(path, '{ "numPassed')
  expect(tally(path, vitest, false)).toMatchObject({ passed: 0, failed: 1 })
})

test('a runner that ended badly with every test passed has failed once', () => {
  expect(tally(written(green), vitest, false)).toMatchObject({ passed: 3, failed: 1 })
  expect(tally(written(green), vitest, true)).toEqual({ passed: 3, failed: 0, names: [], repeated: [] })
})

test('a file that could not be loaded is a failure beside the failed tests', () => {
  const testResults = [
    { name: 'a.test.ts', status: 'failed', assertionResults: [] },
    { name: 'b.test.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'it holds' }] },
  ]
  expect(vitest({ numPassedTests: 1, numFailedTests: 1, testResults })).toEqual({
    passed: 1,
    failed: 2,
    names: ['b.test.ts: it holds', 'a.test.ts: could not be loaded'],
    repeated: [],
  })
})

test('a test that passed at its second try has passed, and is named', () => {
  const one = (fullName, ...failureMessages) => ({ status: 'passed', fullName, failureMessages })
  const testResults = [
    {
      name: 'a.test.ts',
      status: 'passed',
      assertionResults: [one('it holds'), one('it comes', 'no\n    at x')],
    },
  ]
  expect(vitest({ numPassedTests: 2, numFailedTests: 0, testResults })).toEqual({
    passed: 2,
    failed: 0,
    names: [],
    repeated: ['a.test.ts: it comes (no)'],
  })
})

test('a browser test that passed at its second try has passed, and is named', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 }
  const results = [{ error: { message: 'too \u001b[31mlate\u001b[39m\nby far' } }, {}]
  const spec = (title, status) => ({ file: 'a.test.ts', title, tests: [{ status, results }] })
  const inner = { specs: [spec('it comes', 'flaky'), spec('it stays', 'expected')] }
  const suites = [{ specs: [spec('it holds', 'unexpected')], suites: [inner] }]
  expect(playwright({ stats, suites, errors: [{ message: 'no browser' }] })).toEqual({
    passed: 5,
    failed: 2,
    names: ['a.test.ts: it holds', 'no browser'],
    repeated: ['a.test.ts: it comes (too late)'],
  })
})

test('where more than three needed a second try, each of them has failed', () => {
  const run = repeated => ({ passed: 9, failed: 1, names: ['x'], repeated })
  expect(judged(run(['a', 'b', 'c']))).toEqual(run(['a', 'b', 'c']))
  expect(judged(run(['a', 'b', 'c', 'd']))).toEqual({
    passed: 5,
    failed: 5,
    names: ['x', 'a', 'b', 'c', 'd'],
    repeated: [],
  })
})

test('tallies add up', () => {
  expect(
    sum([
      { passed: 1, failed: 2, names: ['a'], repeated: ['c'] },
      { passed: 3, failed: 4, names: ['b'], repeated: [] },
    ]),
  ).toEqual({ passed: 4, failed: 6, names: ['a', 'b'], repeated: ['c'] })
})
