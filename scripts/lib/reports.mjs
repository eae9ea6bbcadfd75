// What the runners' JSON reports come to, as `{ passed, failed, names }`: what failed is named once more at the end,
// where whoever has only the last page of a long run can read it.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/**
 * Takes the path of a report, how to count it, and whether its runner ended well. A runner that left no report, or
 * ended badly without naming a failed test, counts as one failure: silence is never success.
 */
export function tally(path, count, ok) {
  const counted = counts(path, count)
  return ok || counted.failed > 0 ? counted : { ...counted, failed: 1, names: ['a runner that ended badly'] }
}

function counts(path, count) {
  try {
    return count(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return { passed: 0, failed: 1, names: ['a runner that left no report'] }
  }
}

/** Counts a report of vitest; a file that could not even be loaded is one failure. */
export function vitest({ numPassedTests, numFailedTests, testResults }) {
  const broken = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = testResults.flatMap(file =>
    file.assertionResults.filter(({ status }) => status === 'failed').map(test => named(file, test.fullName)),
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    names: [...failed, ...broken.map(file => named(file, 'could not be loaded'))],
  }
}

/** Counts a report of Playwright; a test that passed only when repeated has failed. */
export function playwright({ stats, errors, suites }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    names: [...suites.flatMap(failedIn), ...errors.map(({ message }) => message)],
  }
}

function failedIn({ specs, suites = [] }) {
  const failed = specs.filter(({ tests }) =>
    tests.some(({ status }) => ['unexpected', 'flaky'].includes(status)),
  )
  return [...failed.map(({ file, title }) => named({ name: file }, title)), ...suites.flatMap(failedIn)]
}

const named = ({ name }, title) => `${relative('.', name)}: ${title}`

/** Adds tallies up. */
export function sum(tallies) {
  const add = (total, { passed, failed, names }) => ({
    passed: total.passed + passed,
    failed: total.failed + failed,
    names: [...total.names, ...names],
  })
  return tallies.reduce(add, { passed: 0, failed: 0, names: [] })
}
