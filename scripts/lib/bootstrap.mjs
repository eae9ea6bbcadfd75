// From a bare clone to one that runs: pnpm, then the packages. Nothing happens when nothing changed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fingerprint } from './fingerprint.mjs'
import { inside, node } from './house.mjs'
import { pnpm } from './pnpm.mjs'
import { say, Trouble } from './say.mjs'

const mark = inside('node_modules/.atavus-installed')

/** Installs what the lock file names, unless node_modules already holds exactly that. */
export async function bootstrap() {
  refuseOldNode()
  const wanted = manifests()
  if (installed() === wanted && existsSync(inside('node_modules/.bin/node'))) return
  const run = await pnpm()
  say('installing packages (the first time this takes a minute or two)')
  // CI=true: pnpm may replace a node_modules of another version without asking.
  const { ok, late, output } = await run(['install', '--frozen-lockfile'], {
    minutes: 20,
    env: { ...process.env, CI: 'true', npm_config_loglevel: 'error' },
  })
  if (late)
    throw new Trouble('the packages did not arrive within 20 minutes; try again with a better connection.')
  if (!ok) throw new Trouble(`pnpm could not install the packages:\n${output}`)
  node()
  writeFileSync(mark, wanted)
}

function refuseOldNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) throw new Trouble(`Node 20 or newer is needed, this is ${process.versions.node}.`)
}

function installed() {
  return existsSync(mark) ? readFileSync(mark, 'utf8') : ''
}

function manifests() {
  const shared = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']
  const packages = workspace().map(folder => `${folder}/package.json`)
  return fingerprint([...shared, ...packages], `${process.platform}-${process.arch}`)
}

// The folders under `packages:`, one a line; we write that file ourselves and use no patterns in it.
function workspace() {
  const [, list = ''] =
    /^packages:\n((?: +- .*\n)+)/m.exec(readFileSync(inside('pnpm-workspace.yaml'), 'utf8')) ?? []
  return [...list.matchAll(/- ['"]?([^'"\n]+)/g)].map(([, folder]) => folder)
}
