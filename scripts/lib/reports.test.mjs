import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { playwright, sum, tally, vitest } from './reports.mjs'

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
  expect(tally(written(green), vitest, true)).toEqual({ passed: 3, failed: 0, names: [] })
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
  })
})

test('a browser test that needed a second try has failed', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 }
  const spec = (title, status) => ({ file: 'a.test.ts', title, tests: [{ status }] })
  const inner = { specs: [spec('it comes', 'flaky'), spec('it stays', 'expected')] }
  const suites = [{ specs: [spec('it holds', 'unexpected')], suites: [inner] }]
  expect(playwright({ stats, suites, errors: [{ message: 'no browser' }] })).toEqual({
    passed: 4,
    failed: 3,
    names: ['a.test.ts: it holds', 'a.test.ts: it comes', 'no browser'],
  })
})

test('tallies add up', () => {
  expect(
    sum([
      { passed: 1, failed: 2, names: ['a'] },
      { passed: 3, failed: 4, names: ['b'] },
    ]),
  ).toEqual({ passed: 4, failed: 6, names: ['a', 'b'] })
})
