// What the runners' JSON reports come to, as `{ passed, failed }`.
import { readFileSync } from 'node:fs'

/**
 * Takes the path of a report, how to count it, and whether its runner ended well. A runner that left no report, or
 * ended badly without naming a failed test, counts as one failure: silence is never success.
 */
export function tally(path, count, ok) {
  const counted = counts(path, count)
  return ok || counted.failed > 0 ? counted : { ...counted, failed: 1 }
}

function counts(path, count) {
  try {
    return count(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** Counts a report of vitest; a file that could not even be loaded is one failure. */
export function vitest({ numPassedTests, numFailedTests, testResults }) {
  const broken = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0)
  return { passed: numPassedTests, failed: numFailedTests + broken.length }
}

/** Counts a report of Playwright; a test that passed only when repeated has failed. */
export function playwright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }
}

/** Adds tallies up. */
export function sum(tallies) {
  const add = (total, { passed, failed }) => ({
    passed: total.passed + passed,
    failed: total.failed + failed,
  })
  return tallies.reduce(add, { passed: 0, failed: 0 })
}
