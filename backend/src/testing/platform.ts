import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freshDatabase } from './database.ts'
import type { Asked } from './shop.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** A place where real processes of the platform run side by side: one database, one data folder, one Ollama. */
export interface Site {
  database: Awaited<ReturnType<typeof freshDatabase>>
  /** What all of its processes have written. */
  output(): string
  start(): Promise<Backend>
  close(): Promise<void>
}

/** One real process of the platform. */
export interface Backend extends Asked {
  base: string
  pid: number
  /** Ends with its exit code, or its signal. */
  ended: Promise<number | string>
  kill(signal: NodeJS.Signals): void
}

export async function openSite(environment: Record<string, string> = {}): Promise<Site> {
  const database = await freshDatabase()
  if (database.address.kind !== 'embedded') throw new Error('tests run on the embedded cluster')
  const { socket, database: name, user } = database.address
  const folder = await mkdtemp(join(tmpdir(), 'atavus-site-'))
  const children = new Set<ChildProcess>()
  const output: string[] = []

  async function start(): Promise<Backend> {
    const child = spawn(process.execPath, [main], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: join(tmpdir(), 'atavus-compiled'),
        DATABASE_URL: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(socket)}`,
        ATAVUS_URL: 'http://localhost:4600',
        ATAVUS_DATA: folder,
        ATAVUS_DEMO: 'off',
        PORT: '0',
        ...environment,
      },
    })
    children.add(child)
    child.on('exit', () => children.delete(child))
    const ended = once(child, 'exit').then(([code, signal]) => code ?? signal)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => output.push(String(chunk)))
    const base = `http://127.0.0.1:${await portOf(child, ended)}`
    return {
      base,
      pid: child.pid ?? 0,
      ended,
      kill: signal => void child.kill(signal),
      app: { request: (path, init) => fetch(base + path, init) },
    }
  }

  return {
    database,
    output: () => output.join(''),
    start,
    close: async () => {
      const ends = [...children].map(child => once(child, 'exit'))
      for (const child of children) child.kill('SIGKILL')
      await Promise.all(ends)
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}

/** The port that a process says to listen on. */
function portOf(child: ChildProcess, ended: Promise<number | string>): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stderr?.on('data', chunk => {
      text += chunk
      const port = /"event":"listening".*"port":(\d+)/.exec(text)?.[1]
      if (port) resolve(Number(port))
    })
    void ended.then(end => reject(new Error(`it ended with ${end} before it listened: ${text}`)))
  })
}
