// npm test: everything that proves the platform; the last line says how it went.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootstrap } from './lib/bootstrap.mjs'
import { browser } from './lib/browser.mjs'
import { build } from './lib/build.mjs'
import { check } from './lib/checks.mjs'
import { environment, tool } from './lib/house.mjs'
import { failure, judged, playwright, sum, tally, vitest } from './lib/reports.mjs'
import { run } from './lib/run.mjs'
import { say, Trouble } from './lib/say.mjs'

const reports = mkdtempSync(join(tmpdir(), 'atavus-reports-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))

const { total, browserless } = await everything()
const { passed, failed, names, repeated } = judged(total)
for (const name of repeated) say(`passed at its second try: ${name}`)
for (const name of names) say(`failed: ${name}`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || browserless ? 1 : 0)

async function everything() {
  if (!(await worked(bootstrap))) return { total: failure('what is needed could not be had') }
  const built = await worked(() => build('extension'))
  const tallies = [built ? [] : failure('the build'), await check(), await unitTests()].flat()
  const [chromium, firefox] = [await browser('chromium'), await browser('firefox')]
  if (chromium && built) tallies.push(await browserTests(chromium), await extensionTests(chromium, firefox))
  return { total: sum(tallies), browserless: !chromium || !firefox }
}

async function unitTests() {
  const report = join(reports, 'vitest.json')
  const args = ['run', '--retry=1', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { ok, late } = await run(tool('vitest'), args, { env: environment(), minutes: 20 })
  if (late) say('the tests were not done within 20 minutes and were ended.')
  return tally(report, vitest, ok)
}

function browserTests(chromium) {
  return played('demo-site', { ATAVUS_CHROMIUM: chromium })
}

// Without a Firefox what needs none is still told.
function extensionTests(chromium, firefox) {
  if (!firefox) return played('extension', { ATAVUS_CHROMIUM: chromium }, '--grep-invert=[Ff]irefox')
  return played('extension', { ATAVUS_CHROMIUM: chromium, ATAVUS_FIREFOX: firefox })
}

async function played(folder, browsers, ...more) {
  const report = join(reports, `playwright-${folder}.json`)
  const config = `--config=${folder}/e2e/playwright.config.ts`
  const args = ['test', config, '--retries=1', '--reporter=list,json', ...more]
  const env = environment({ ...browsers, PLAYWRIGHT_JSON_OUTPUT_FILE: report })
  const { ok, late } = await run(tool('playwright'), args, { env, minutes: 30 })
  if (late) say(`the browser tests of ${folder} were not done within 30 minutes and were ended.`)
  return tally(report, playwright, ok)
}

// A story that cannot go on says why in a line; the others are still told.
async function worked(story) {
  try {
    await story()
    return true
  } catch (error) {
    console.error(error instanceof Trouble ? `atavus: ${error.message}` : error)
    return false
  }
}
