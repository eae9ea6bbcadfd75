// A copy of the house to break things in: what git knows or could know, the builds, and links to the packages.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inside, root } from '../lib/house.mjs'

const packages = [
  'widget',
  'backend',
  'backend/contract',
  'backend/anonymizer',
  'backend/dashboard',
  'demo-site',
]
const built = ['widget/dist', 'backend/dashboard/dist']

/** Gives `{ folder, remove }`. */
export function copyHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'atavus-prove-'))
  for (const path of filesOf(root)) copy(path, folder)
  for (const path of built) cpSync(inside(path), join(folder, path), { recursive: true })
  symlinkSync(inside('node_modules'), join(folder, 'node_modules'))
  // Links among the house's own packages are relative: in the copy they lead to the copy.
  for (const name of packages) copyLinks(join(name, 'node_modules'), folder)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function filesOf(cwd) {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  return execFileSync('git', list, { cwd, maxBuffer: 64e6 }).toString().split('\0').filter(Boolean)
}

function copy(path, folder) {
  if (!existsSync(inside(path))) return
  const to = join(folder, path)
  mkdirSync(dirname(to), { recursive: true })
  cpSync(inside(path), to)
}

function copyLinks(path, folder) {
  if (!existsSync(inside(path))) return
  cpSync(inside(path), join(folder, path), {
    recursive: true,
    verbatimSymlinks: true,
    filter: from => !from.endsWith('/.vite'),
  })
}
