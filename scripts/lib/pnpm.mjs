// pnpm for a machine that has only npm. The version is pinned in package.json, under "engines": the field
// "packageManager" would make pnpm want a record of itself in the lock file, and refuse to install without it.
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { inside } from './house.mjs'
import { run } from './run.mjs'
import { say, Trouble } from './say.mjs'

/**
 * Gives a function that runs the pinned pnpm with the given arguments, quietly. Fetches pnpm with npm when it
 * is not there yet, into node_modules, so that nothing outside the clone changes.
 */
export async function pnpm() {
  const version = pinned()
  const home = inside('node_modules/.tools', `pnpm-${version}`)
  const entry = `${home}/node_modules/pnpm/bin/pnpm.mjs`
  if (!existsSync(entry)) await fetchPnpm(version, home)
  return (args, options) => run(process.execPath, [entry, ...args], { quiet: true, ...options })
}

function pinned() {
  const version = JSON.parse(readFileSync(inside('package.json'), 'utf8')).engines?.pnpm
  if (/^\d+\.\d+\.\d+$/.test(version)) return version
  throw new Trouble('package.json must pin pnpm exactly, e.g. "engines": { "pnpm": "12.21.0" }.')
}

// Without its install script the package still works through bin/pnpm.mjs, which finds the binary beside it.
// So it does not matter whether this npm runs install scripts or refuses to.
async function fetchPnpm(version, home) {
  say(`getting pnpm ${version} with npm`)
  const [command, first] = npm()
  const args = ['install', `pnpm@${version}`, '--prefix', home, '--ignore-scripts', '--include=optional']
  const quiet = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error']
  const { ok, output } = await run(command, [...first, ...args, ...quiet], { quiet: true })
  if (ok) return
  throw new Trouble(`npm could not fetch pnpm ${version}; is the package registry reachable?\n${output}`)
}

// npm tells its scripts where it lives; that also works where no `npm` is on the PATH.
function npm() {
  const own = process.env.npm_execpath ?? ''
  return basename(own) === 'npm-cli.js' ? [process.execPath, [own]] : ['npm', []]
}
