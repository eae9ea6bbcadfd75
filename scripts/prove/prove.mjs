// One break: done, tested, undone.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environment, tool } from '../lib/house.mjs'
import { run } from '../lib/run.mjs'

const minutes = 5
const ran = new Set(['passed', 'failed'])

/**
 * Takes a copy of the house and a break; gives `noticed` when a test of that name failed, `missed` when all of them
 * passed, `unproven` when what is to be broken is not there, none of them ran (what does not even load shows nothing) or the time
 * was over.
 */
export async function prove(house, { file, find, replace, test }) {
  const path = join(house.folder, file)
  const whole = readFileSync(path, 'utf8')
  if (!whole.includes(find)) return 'unproven'
  writeFileSync(
    path,
    whole.replace(find, () => replace),
  )
  try {
    const { late, results } = await testing(house, [test])
    const own = results.filter(({ fullName, status }) => fullName.startsWith(test.name) && ran.has(status))
    if (late || own.length === 0) return 'unproven'
    return own.some(({ status }) => status === 'failed') ? 'noticed' : 'missed'
  } finally {
    writeFileSync(path, whole)
  }
}

/** The named tests that do not pass in a house, by name. */
export async function passes(house, chosen) {
  const tests = chosen.map(({ test }) => test)
  const { results } = await testing(house, tests, 30)
  const passed = results.filter(({ status }) => status === 'passed')
  const failed = results.filter(({ status }) => status === 'failed')
  return [...new Set(tests.map(({ name }) => name))].filter(
    name =>
      !passed.some(({ fullName }) => fullName.startsWith(name)) ||
      failed.some(({ fullName }) => fullName.startsWith(name)),
  )
}

async function testing({ folder }, tests, limit = minutes) {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const names = tests.map(({ name }) => `^${escaped(name)}`).join('|')
  const files = [...new Set(tests.map(({ file }) => file))]
  const args = ['run', ...files, '-t', names, '--reporter=json', `--outputFile.json=${report}`]
  const { late } = await run(tool('vitest'), args, {
    cwd: folder,
    env: environment(),
    minutes: limit,
    quiet: true,
  })
  return { late, results: resultsOf(report) }
}

function resultsOf(report) {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
    return testResults.flatMap(({ assertionResults }) => assertionResults)
  } catch {
    return []
  }
}

const escaped = name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
