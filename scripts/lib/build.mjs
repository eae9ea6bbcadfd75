// The packages that browsers load are built by Vite; again only when what they are made of changed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fingerprint } from './fingerprint.mjs'
import { environment, inside } from './house.mjs'
import { run } from './run.mjs'
import { say, Trouble } from './say.mjs'

const shared = ['pnpm-lock.yaml', 'tsconfig.json', 'backend/contract']
const packages = [
  { name: 'widget', folder: 'widget', from: ['widget', ...shared] },
  { name: 'dashboard', folder: 'backend/dashboard', from: ['backend/dashboard', 'widget', ...shared] },
  { name: 'extension', folder: 'extension', from: ['extension', 'widget', 'backend/anonymizer', ...shared] },
]

/** Builds widget, dashboard and what else is named where their sources changed since the last build. */
export async function build(...also) {
  const wished = ['widget', 'dashboard', ...also]
  for (const { name, folder, from } of packages.filter(({ name }) => wished.includes(name))) {
    const mark = inside(folder, 'dist/.sources')
    const wanted = fingerprint(from)
    if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) continue
    say(`building the ${name}`)
    const { ok, output } = await vite(folder)
    if (!ok) throw new Trouble(`the ${name} could not be built:\n${output}`)
    if (!existsSync(inside(folder, 'dist'))) throw new Trouble(`the ${name}'s build left no ${folder}/dist.`)
    writeFileSync(mark, wanted)
  }
}

// The package's own build command, as `pnpm build` would run it.
function vite(folder) {
  const { scripts } = JSON.parse(readFileSync(inside(folder, 'package.json'), 'utf8'))
  const env = environment({}, inside(folder, 'node_modules/.bin'))
  return run(scripts.build, [], { cwd: inside(folder), env, shell: true, quiet: true, minutes: 5 })
}
