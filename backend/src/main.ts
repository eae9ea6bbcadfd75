import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { createPasswords } from './accounts/passwords.ts'
import { createApp } from './app.ts'
import { createChat } from './chat/chat.ts'
import { ClusterError } from './db/cluster/error.ts'
import { DatabaseError, openCluster, openDatabase } from './db/open.ts'
import { requirePrivateDatabase } from './db/private.ts'
import { seedDemo } from './demo/seed.ts'
import { createGate } from './egress/gate.ts'
import { createLog, faultFields } from './lib/log.ts'
import { loadSecrets } from './lib/secrets.ts'
import { serve } from './lib/serve.ts'
import { createTokens } from './lib/tokens.ts'
import { usualLimits } from './limits/rules.ts'
import { createCircuit } from './models/circuit.ts'
import { createDeepSeek } from './models/deepseek.ts'
import { createOllama } from './models/ollama.ts'
import { createQuote } from './models/quote.ts'
import { startSweeping } from './retention/sweep.ts'
import { readSettings, type Settings, SettingsError } from './settings.ts'
import type { World } from './world.ts'

const drainMs = 25_000
const now = () => new Date()
const log = createLog(now)

/** Starts the platform with the real adapters; ends on SIGTERM, SIGINT or when whoever started it is gone. */
async function start(): Promise<void> {
  const settings = readSettings(process.env)
  const folder = resolve(settings.dataFolder)
  const secrets = await loadSecrets(folder)
  if (settings.databaseUrl && settings.production) await requirePrivateDatabase(settings.databaseUrl)
  const cluster = settings.databaseUrl
    ? undefined
    : await openCluster(folder, { say: line => log('info', 'database', { line }) })
  if (cluster) log('info', 'database', { line: cluster.where })
  const address = cluster?.address ?? { kind: 'server' as const, url: settings.databaseUrl ?? '' }
  const { db, presence, hear, close } = await openDatabase(address, now)
  const passwords = createPasswords({ pepper: secrets.pepper })
  const fault = (error: unknown) => log('error', 'fault', faultFields(error))
  const world: World = {
    settings,
    db,
    now,
    random: Math.random,
    secrets,
    tokens: await createTokens(secrets, settings.url),
    passwords,
    models: models(settings),
    limits: usualLimits,
    process: presence.number,
    hear,
    log,
    fault,
  }
  const chat = createChat(world)
  const stopSweeping = startSweeping(world)
  const hosts = settings.production ? ['0.0.0.0'] : ['127.0.0.1', '::1']
  const serving = await serve(createApp(world, chat), settings.port, hosts)
  log('info', 'listening', { url: settings.url, port: serving.port })

  let ending = false
  const end = async (why: string) => {
    if (ending) return
    ending = true
    log('info', 'ending', { why })
    stopSweeping()
    await chat.drain(drainMs)
    await serving.close()
    await passwords.close()
    await close()
    await cluster?.stop()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal).catch(die))
  process.on('disconnect', () => void end('disconnect').catch(die))
  process.on('unhandledRejection', fault)
  process.on('uncaughtException', error => {
    fault(error)
    void end('fault').catch(die)
  })
  process.send?.({ type: 'ready', url: settings.url, demo: await demo(world) })
}

/** On a machine of one's own: a shop to try it on, and a way in for its owner. Never in production. */
async function demo(world: World) {
  if (world.settings.production || process.env.ATAVUS_DEMO === 'off') return null
  const shopPort = world.settings.port + 10
  const seeds = new URL('../../demo-site/seed/', import.meta.url)
  return { ...(await seedDemo(world, seeds, `http://127.0.0.1:${shopPort}`)), shopPort }
}

function models(settings: Settings): World['models'] {
  const gate = createGate({
    allow: settings.egressAllow,
    record: entry =>
      log('info', 'egress', {
        to: entry.host,
        status: entry.status ?? 0,
        out: entry.bytesOut,
        in: entry.bytesIn,
      }),
  })
  const upstream = () => ({
    gate,
    circuit: createCircuit({ now: () => performance.now() }),
    random: Math.random,
    now,
    fence: () => randomBytes(12).toString('hex'),
  })
  return {
    quote: createQuote(),
    ollama: createOllama({ ...upstream(), url: settings.ollamaUrl }),
    ...(settings.deepseek && { deepseek: createDeepSeek({ ...upstream(), ...settings.deepseek }) }),
  }
}

function die(error: unknown): never {
  if (error instanceof SettingsError || error instanceof DatabaseError || error instanceof ClusterError)
    process.stderr.write(`${error.message}\n`)
  else if ((error as { code?: string }).code === 'EADDRINUSE')
    process.stderr.write('The port is taken. Choose another one: PORT=<number>.\n')
  else log('error', 'start_failed', faultFields(error))
  process.exit(1)
}

await start().catch(die)
