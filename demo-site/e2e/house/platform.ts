import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startUpstream, type Upstream } from '../../../backend/src/testing/upstream.ts'
import { type Shop, serveShop } from '../../server.ts'
import { distances, freePort } from './ports.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const patienceMs = 90_000

interface Ready {
  url: string
  demo: { key: string; signInLink: string }
}

/** The real platform as a process of its own, the demo shop, and a scripted model where it looks for its models. */
export interface Platform {
  /** Origin of dashboard and widget. */
  url: string
  shop: string
  /** The origin with a copied tag. */
  refused: string
  /** Public key of the shop's assistant. */
  key: string
  /** Signs the demo's owner in, once; each start makes a new one. */
  signInLink(): string
  upstream: Upstream
  /** A server of an owner's, which webhooks may lead to; it keeps what it is sent. */
  hooks: Upstream
  /** What the platform wrote to its log since it first started. */
  log(): string
  /** Ends the process without a warning. */
  kill(): Promise<void>
  /** Starts it again on the same data. */
  start(): Promise<void>
  close(): Promise<void>
}

/** Starts everything on free ports and in a fresh folder; `more` stands in its environment besides. */
export async function openPlatform(more: Record<string, string> = {}): Promise<Platform> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'atavus-e2e-'))
  const [upstream, hooks] = [await startUpstream({ steps: [] }), await startUpstream({ steps: [] })]
  const environment = {
    ...ordinary(process.env),
    PORT: String(port),
    ATAVUS_DATA: folder,
    OLLAMA_URL: upstream.url,
    DEEPSEEK_URL: upstream.url,
    DEEPSEEK_API_KEY: 'sk-scripted',
    ...more,
    ATAVUS_EGRESS_ALLOW: [upstream.host, hooks.host, more.ATAVUS_EGRESS_ALLOW].filter(Boolean).join(','),
  }
  const lines: string[] = []
  let running: { child: ChildProcess; ready: Ready } | undefined
  const start = async () => {
    running = await startProcess(environment, lines)
  }
  await start()
  const { url, demo } = running!.ready
  const shop = await serveShop({
    atavusUrl: url,
    key: demo.key,
    port: port + distances.shop,
    host: '127.0.0.1',
  })
  return {
    url,
    shop: shop.shop,
    refused: shop.refused,
    key: demo.key,
    signInLink: () => running!.ready.demo.signInLink,
    upstream,
    hooks,
    log: () => lines.join(''),
    kill: () => end(running!.child, 'SIGKILL'),
    start,
    close: () => closeAll(running!.child, shop, [upstream, hooks], folder),
  }
}

async function startProcess(environment: NodeJS.ProcessEnv, lines: string[]) {
  const child = spawn(process.execPath, ['backend/src/main.ts'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => lines.push(String(chunk)))
  const ready = await new Promise<Ready>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`The platform was not ready:\n${lines.join('')}`)),
      patienceMs,
    )
    child.once('message', message => {
      clearTimeout(late)
      resolve(message as Ready)
    })
    child.once('exit', code => {
      clearTimeout(late)
      reject(new Error(`The platform ended with ${code}:\n${lines.join('')}`))
    })
  })
  return { child, ready }
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return
  const over = once(child, 'exit')
  child.kill(signal)
  await over
}

async function closeAll(child: ChildProcess, shop: Shop, upstreams: Upstream[], folder: string) {
  await Promise.all([shop, ...upstreams].map(one => one.close()))
  await end(child, 'SIGTERM')
  await rm(folder, { recursive: true, force: true })
}

/** Without what a person at the terminal may have set for a platform of their own. */
function ordinary(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(ATAVUS_|DATABASE_URL$|DEEPSEEK_|OLLAMA_|STRIPE_|SMTP_|TRUSTED_PROXIES$)/
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.test(name)))
}
