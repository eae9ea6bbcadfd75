import { readFile } from 'node:fs/promises'
import { type Files, filesIn } from './files.ts'
import { instructions, type Made } from './instructions.ts'

/** What the extension is built of, and where it lies in the house. */
const folders = ['extension', 'widget', 'backend/contract', 'backend/anonymizer']
const alone = ['LICENSE', 'package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tsconfig.json']

/** Made, installed, tried out or shown in a store: nothing of it becomes part of the extension. */
const left = new Set(['node_modules', 'dist', 'release', 'bench', 'e2e', 'store', 'test-results'])
const belongs = (name: string) => !left.has(name) && !/^\.|\.test\.tsx?$/.test(name)

/** The source of a release for whoever reads along at Mozilla: it builds the very same zips, and says how. */
export async function sourcesOf(house: string, made: Made): Promise<Files> {
  const files: Files = new Map()
  for (const name of alone) files.set(name, await readFile(`${house}/${name}`))
  for (const folder of folders)
    for (const [path, bytes] of await filesIn(`${house}/${folder}`, belongs))
      files.set(`${folder}/${path}`, bytes)
  // The lock file names every package of the house; those that are not here leave their manifest behind.
  for (const folder of packagesIn(text(files, 'pnpm-workspace.yaml')))
    files.set(`${folder}/package.json`, await readFile(`${house}/${folder}/package.json`))
  const { engines, devDependencies } = JSON.parse(text(files, 'package.json'))
  const tools = { node: devDependencies.node, pnpm: engines.pnpm }
  files.set('README.md', Buffer.from(instructions(made, tools)))
  return files
}

const text = (files: Files, name: string): string => Buffer.from(files.get(name)!).toString()

/** The folders under `packages:`, one a line. */
function packagesIn(workspace: string): string[] {
  const [, list = ''] = /^packages:\n((?: +- .*\n)+)/m.exec(workspace) ?? []
  return [...list.matchAll(/- (\S+)/g)].map(([, folder]) => folder!)
}
