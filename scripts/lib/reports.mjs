// What the runners' JSON reports come to, as `{ passed, failed, names, repeated }`: what failed, and what passed only
// at its second try, is named once more at the end, where whoever has only the last page of a long run can read it.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

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
    return failure('a runner that left no report')
  }
}

/** A tally of one thing that failed. */
export const failure = name => ({ passed: 0, failed: 1, names: [name], repeated: [] })

/**
 * Counts a report of vitest; a file that could not even be loaded is one failure. What passed with a failure to its
 * name was repeated.
 */
export function vitest({ numPassedTests, numFailedTests, testResults }) {
  const broken = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0)
  const tests = testResults.flatMap(file =>
    file.assertionResults.map(test => ({ ...test, name: named(file, test.fullName) })),
  )
  const failed = tests.filter(({ status }) => status === 'failed')
  const late = tests.filter(
    ({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0,
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    names: [...failed.map(({ name }) => name), ...broken.map(file => named(file, 'could not be loaded'))],
    repeated: late.map(({ name, failureMessages }) => because(name, failureMessages[0])),
  }
}

/** Counts a report of Playwright. */
export function playwright({ stats, errors, suites }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    names: [
      ...suites.flatMap(suite => which(suite, 'unexpected')).map(({ name }) => name),
      ...errors.map(({ message }) => message),
    ],
    repeated: suites
      .flatMap(suite => which(suite, 'flaky'))
      .map(({ name, tests }) => because(name, tests.flatMap(messagesOf)[0])),
  }
}

function which({ specs, suites = [] }, wanted) {
  const found = specs.filter(({ tests }) => tests.some(({ status }) => status === wanted))
  return [
    ...found.map(({ file, title, tests }) => ({ name: named({ name: file }, title), tests })),
    ...suites.flatMap(suite => which(suite, wanted)),
  ]
}

const messagesOf = ({ results }) => results.flatMap(({ error }) => error?.message ?? [])

/** With what was wrong at the first try: the report of a run tells it nowhere else. */
const because = (name, message = '') => `${name} (${stripVTControlCharacters(message).split('\n')[0]})`

const named = ({ name }, title) => `${relative('.', name)}: ${title}`

/** Adds tallies up. */
export function sum(tallies) {
  const add = (total, { passed, failed, names, repeated }) => ({
    passed: total.passed + passed,
    failed: total.failed + failed,
    names: [...total.names, ...names],
    repeated: [...total.repeated, ...repeated],
  })
  return tallies.reduce(add, { passed: 0, failed: 0, names: [], repeated: [] })
}

/** How many tests of a run may need a second try: a busy machine does that to one now and then, a fault to many. */
const mostRepeated = 3

/** The total as it is judged: of more than a few that needed a second try each has failed. */
export function judged(total) {
  const { passed, failed, names, repeated } = total
  if (repeated.length <= mostRepeated) return total
  return {
    passed: passed - repeated.length,
    failed: failed + repeated.length,
    names: [...names, ...repeated],
    repeated: [],
  }
}
