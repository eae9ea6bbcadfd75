// A browser for the tests: the one we were given, the machine's, the one Playwright has, or a fresh one.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { environment, node, tool } from './house.mjs'
import { isDriven } from './is-driven.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const applications = '/Applications'
const kinds = {
  chromium: {
    name: 'Chromium',
    variable: 'ATAVUS_CHROMIUM',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    places: [`${applications}/Google Chrome.app/Contents/MacOS/Google Chrome`],
    download: ['chromium', '--no-shell'],
    debian: 'chromium',
    starts: async path => (await version(path)) !== null,
  },
  firefox: {
    name: 'Firefox',
    variable: 'ATAVUS_FIREFOX',
    commands: ['firefox-esr', 'firefox'],
    places: [`${applications}/Firefox.app/Contents/MacOS/firefox`],
    download: ['firefox'],
    debian: 'firefox-esr',
    // The extension asks for this version (extension/manifest.ts), and its tests for WebDriver BiDi.
    starts: async path => Number(/Firefox (\d+)/.exec(await version(path))?.[1]) >= 142 && isDriven(path),
  },
}

/**
 * Takes 'chromium' or 'firefox'. Gives the path of one that starts (says which in one line), or null with a line on
 * how to get one.
 */
export async function browser(name = 'chromium') {
  const kind = kinds[name]
  const given = process.env[kind.variable]
  if (given)
    return (await kind.starts(given))
      ? told(given, kind.variable)
      : hopeless(kind, `${given} does not start or is too old`)
  const found = (await onThisMachine(kind)) ?? (await playwrights(kind)) ?? (await installed(kind))
  return found ?? hopeless(kind, `no ${kind.name} was found or could be installed`)
}

async function onThisMachine({ commands, places, starts }) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [...commands.flatMap(name => folders.map(folder => join(folder, name))), ...places]
  for (const path of candidates) {
    if (existsSync(path) && (await starts(path))) return told(path, 'found on this machine')
  }
}

async function playwrights({ download: [name], starts }) {
  const ask = `import { ${name} } from '@playwright/test'; console.log(${name}.executablePath())`
  const { output } = await run(node(), ['--input-type=module', '--eval', ask], { quiet: true, minutes: 1 })
  const path = output.trim()
  if (existsSync(path) && (await starts(path))) return told(path, "Playwright's download")
}

async function installed(kind) {
  say(`no ${kind.name} yet: installing it with Playwright`)
  const download = await run(tool('playwright'), ['install', ...kind.download], installing)
  const path = download.ok && (await playwrights(kind))
  if (path) return path
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  say(`Playwright's ${kind.name} did not arrive or does not start: installing the system's with apt-get`)
  await run('apt-get', ['update'], installing)
  await run('apt-get', ['install', '--yes', '--no-install-recommends', kind.debian], installing)
  // The package also brings the libraries that Playwright's own may have missed.
  return (await onThisMachine(kind)) ?? (await playwrights(kind))
}

const installing = { quiet: true, minutes: 10, env: environment({ DEBIAN_FRONTEND: 'noninteractive' }) }

async function version(path) {
  const { ok, output } = await run(path, ['--version'], { quiet: true, minutes: 0.5 })
  return ok ? output : null
}

function told(path, origin) {
  say(`browser: ${path} (${origin})`)
  return path
}

function hopeless({ download: [name], variable }, reason) {
  const command = `npx playwright install --with-deps ${name}`
  say(`${reason}: run "${command}", or name one in ${variable}. Its browser tests did not run.`)
  return null
}
