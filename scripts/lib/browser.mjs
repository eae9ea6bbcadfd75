// A Chromium for the tests: the one we were given, the machine's, the one Playwright has, or a fresh one.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { environment, node, tool } from './house.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const places = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** Gives the path of a browser that starts (says which in one line), or null with a line on how to get one. */
export async function browser() {
  const given = process.env.ATAVUS_CHROMIUM
  if (given)
    return (await starts(given)) ? told(given, 'ATAVUS_CHROMIUM') : hopeless(`${given} does not start`)
  const found = (await onThisMachine()) ?? (await playwrights()) ?? (await installed())
  return found ?? hopeless('no browser was found or could be installed')
}

async function onThisMachine() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [...names.flatMap(name => folders.map(folder => join(folder, name))), ...places]
  for (const path of candidates) {
    if (existsSync(path) && (await starts(path))) return told(path, 'found on this machine')
  }
}

async function playwrights() {
  const ask = "import { chromium } from '@playwright/test'; console.log(chromium.executablePath())"
  const { output } = await run(node(), ['--input-type=module', '--eval', ask], { quiet: true, minutes: 1 })
  const path = output.trim()
  if (existsSync(path) && (await starts(path))) return told(path, "Playwright's download")
}

async function installed() {
  say('no browser yet: installing Chromium with Playwright')
  const download = await run(tool('playwright'), ['install', 'chromium', '--no-shell'], installing)
  const path = download.ok && (await playwrights())
  if (path) return path
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  say("Playwright's Chromium did not arrive or does not start: installing the system's with apt-get")
  await run('apt-get', ['update'], installing)
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], installing)
  // The package also brings the libraries that Playwright's own may have missed.
  return (await onThisMachine()) ?? (await playwrights())
}

const installing = { quiet: true, minutes: 10, env: environment({ DEBIAN_FRONTEND: 'noninteractive' }) }

async function starts(path) {
  const { ok } = await run(path, ['--version'], { quiet: true, minutes: 0.5 })
  return ok
}

function told(path, origin) {
  say(`browser: ${path} (${origin})`)
  return path
}

function hopeless(reason) {
  const command = 'npx playwright install --with-deps chromium'
  say(`${reason}: run "${command}", or name one in ATAVUS_CHROMIUM. The browser tests did not run.`)
  return null
}
