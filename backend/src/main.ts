import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { createPasswords } from './accounts/passwords.ts'
import { createApp } from './app.ts'
import { BackupError } from './backup/error.ts'
import { refuseUnreplayed, startBackups } from './backup/nightly.ts'
import type { Payments } from './billing/payments.ts'
import { startReconciling } from './billing/reconcile.ts'
import { servingCapacity } from './chat/admission.ts'
import { createChat } from './chat/chat.ts'
import { ClusterError } from './db/cluster/error.ts'
import type { DatabaseAddress } from './db/connect.ts'
import { copiesOf } from './db/copy/copies.ts'
import { DatabaseError } from './db/error.ts'
import { filesOf } from './db/files.ts'
import { openCluster, openDatabase } from './db/open.ts'
import { requirePrivateDatabase } from './db/private.ts'
import { seedDemo } from './demo/seed.ts'
import { createGate, type Gate } from './egress/gate.ts'
import type { EgressEntry } from './egress/purpose.ts'
import { reservedHosts } from './egress/reserved.ts'
import { startRewriting } from './erasure/rewrite.ts'
import { handlers } from './handlers.ts'
import { startWorker } from './jobs/worker.ts'
import { createLedger, type Ledger } from './ledger/book.ts'
import { createLog, faultFields } from './lib/log.ts'
import { loadSecrets } from './lib/secrets.ts'
import { serve } from './lib/serve.ts'
import { createTokens } from './lib/tokens.ts'
import { usualLimits } from './limits/rules.ts'
import { createLogs } from './logs/book.ts'
import type { Mailer } from './mail/mailer.ts'
import { createOutbox } from './mail/outbox.ts'
import { createSmtp } from './mail/smtp.ts'
import { createCircuit } from './models/circuit.ts'
import { createDeepSeek, recordedDeepSeek } from './models/deepseek.ts'
import { createOllama } from './models/ollama.ts'
import { createQuote } from './models/quote.ts'
import { createSecondLook } from './models/second-look.ts'
import { keepPlans } from './plans/queries.ts'
import { startTellingAgain } from './policy/publish.ts'
import { openPublished } from './policy/published.ts'
import { createAnonymizer } from './remote/anonymizer.ts'
import { startCanaries } from './remote/canary.ts'
import { startSweeping } from './retention/sweep.ts'
import { startSealing } from './sealing/learn.ts'
import { readSettings, type Settings, SettingsError } from './settings.ts'
import { startLooking } from './trust/look.ts'
import type { World } from './world.ts'

const drainMs = 25_000
const now = () => new Date()
const log = createLog(now)
const fault = (error: unknown) => log('error', 'fault', faultFields(error))

/** How to close what has been opened, in the order of opening. */
const opened: (() => Promise<unknown>)[] = []

/** Starts the platform with the real adapters; ends on SIGTERM, SIGINT or when whoever started it is gone. */
async function start(): Promise<void> {
  const settings = readSettings(process.env)
  const world = await openWorld(settings)
  await refuseUnreplayed(world)
  const chat = createChat(world, servingCapacity)
  const hosts = settings.production ? ['0.0.0.0'] : ['127.0.0.1', '::1']
  const serving = await serve(createApp(world, chat), settings.port, hosts)
  const worker = startWorker(world, handlers)
  const stopSealing = startSealing(world)
  const stopSweeping = startSweeping(world)
  const stopTellingAgain = startTellingAgain(world)
  const stopRewriting = startRewriting(world)
  const stopLooking = startLooking(world)
  const stopBackups = startBackups(world)
  const stopReconciling = startReconciling(world)
  const stopCanaries = world.models.deepseek
    ? startCanaries(world, () => recordedDeepSeek(upstreamOptions()))
    : () => {}
  // It listens until the chat has drained: who asks meanwhile is told to come back.
  opened.push(
    serving.close,
    () => chat.drain(drainMs),
    worker.close,
    async () => stopSealing(),
    async () => stopSweeping(),
    async () => stopTellingAgain(),
    async () => stopRewriting(),
    stopBackups,
    async () => stopLooking(),
    async () => stopReconciling(),
    async () => stopCanaries(),
  )
  log('info', 'listening', { url: settings.url, port: serving.port })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal))
  process.on('disconnect', () => end('disconnect'))
  process.send?.({ type: 'ready', url: settings.url, demo: await demo(world) })
}

async function openWorld(settings: Settings): Promise<World> {
  const folder = resolve(settings.dataFolder)
  const secrets = await loadSecrets(folder)
  const address = await addressOf(settings, folder)
  const { db, presence, hear, close } = await openDatabase(address, now)
  opened.push(close)
  if (settings.stripe) {
    const { plans } = settings.stripe.plans
    await db.keeper(keeper => keepPlans(keeper, plans))
  }
  const logs = createLogs({ db, secrets, now, fault })
  opened.push(logs.close)
  const passwords = createPasswords({ pepper: secrets.pepper })
  opened.push(passwords.close)
  const tokens = await createTokens(secrets, settings.url)
  const ledger = createLedger({ settings, db, now, fault })
  opened.push(ledger.close)
  const gate = openGate(settings, ledger)
  return {
    settings,
    db,
    files: filesOf(address),
    copies: copiesOf(address),
    now,
    random: Math.random,
    secrets,
    tokens,
    passwords,
    gate,
    ledger,
    payments: await payments(settings, gate),
    policy: await openPublished({ settings, db, hear, fault }),
    models: models(settings, gate),
    anonymizer: createAnonymizer(workedMs),
    secondLook: createSecondLook({ gate, url: settings.ollamaUrl, now }),
    canary: { state: 'unchecked' },
    limits: usualLimits,
    mailer: mailer(settings, gate) ?? createOutbox({ db, secrets, now }),
    process: presence.number,
    hear,
    logs,
    log,
    fault,
  }
}

/** The server that is named, or the embedded one, which is started then. */
async function addressOf(settings: Settings, folder: string): Promise<DatabaseAddress> {
  if (settings.databaseUrl) {
    if (settings.production) await requirePrivateDatabase(settings.databaseUrl)
    return { kind: 'server', url: settings.databaseUrl }
  }
  const cluster = await openCluster(folder, { say: line => log('info', 'database', { line }) })
  opened.push(cluster.stop)
  log('info', 'database', { line: cluster.where })
  return cluster.address
}

let ending = false

function end(why: string, code = 0): void {
  if (ending) return
  ending = true
  log('info', 'ending', { why })
  void closeAll().then(() => process.exit(code))
}

/** The last opened first. What cannot be closed does not keep the rest open. */
async function closeAll(): Promise<void> {
  for (const close of opened.reverse()) await close().catch(fault)
}

/** On a machine of one's own: a shop to try it on, and a way in for its owner. */
async function demo(world: World) {
  if (!world.settings.demo) return null
  const shopPort = world.settings.port + 10
  const seeds = new URL('../../demo-site/seed/', import.meta.url)
  return { ...(await seedDemo(world, seeds, `http://127.0.0.1:${shopPort}`)), shopPort }
}

function openGate(settings: Settings, ledger: Ledger): Gate {
  const logging = (told: (entry: EgressEntry) => void) => (entry: EgressEntry) => {
    told(entry)
    const { host, status, bytesOut, bytesIn } = entry
    log('info', 'egress', { to: host, status: status ?? 0, out: bytesOut, in: bytesIn })
  }
  return createGate({
    allow: settings.egressAllow,
    reserved: reservedHosts(settings),
    record: logging(ledger.record),
    begin: leaving => logging(ledger.begin(leaving)),
  })
}

/** Stripe where plans are on: its package is large, and nobody else should wait for it. */
async function payments({ stripe, production }: Settings, gate: Gate): Promise<Payments | undefined> {
  if (!stripe) return undefined
  const { createStripe } = await import('./billing/stripe/stripe.ts')
  const made = createStripe({ ...stripe, gate, plans: stripe.plans.plans, now, fault })
  if (production && !made.live) log('warn', 'stripe_test_mode')
  return made
}

/** The mail server that is named; without one mails are kept for a day, where nobody else gets them. */
function mailer({ smtp, mailFrom, operator, url, production }: Settings, gate: Gate): Mailer | undefined {
  if (!smtp && production) log('warn', 'no_mail_server')
  if (!smtp) return undefined
  const from = { name: operator.name, address: mailFrom }
  return createSmtp({ gate, server: smtp, from, host: new URL(url).hostname, now })
}

/** How long this thread has worked, in milliseconds: on a busy machine a prompt gets no less of it. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

const upstreamOptions = () => ({
  circuit: createCircuit({ now: () => performance.now() }),
  random: Math.random,
  now,
  fence: () => randomBytes(12).toString('hex'),
})

function models(settings: Settings, gate: Gate): World['models'] {
  const { deepseek, ollamaUrl } = settings
  return {
    quote: createQuote(),
    ollama: createOllama({ ...upstreamOptions(), gate, url: ollamaUrl }),
    ...(deepseek && { deepseek: createDeepSeek({ ...upstreamOptions(), gate, ...deepseek }) }),
  }
}

/** What to tell the person at the terminal when it does not start. */
function tell(error: unknown): void {
  const known =
    error instanceof SettingsError ||
    error instanceof DatabaseError ||
    error instanceof ClusterError ||
    error instanceof BackupError
  if (known) process.stderr.write(`${error.message}\n`)
  else if (isTaken(error))
    process.stderr.write(`Port ${error.port} is taken. Choose another one: PORT=<number>.\n`)
  else log('error', 'start_failed', faultFields(error))
}

const isTaken = (error: unknown): error is { port: number } =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

process.on('unhandledRejection', fault)
process.on('uncaughtException', error => {
  fault(error)
  end('fault', 1)
})

await start().catch(error => {
  tell(error)
  end('start failed', 1)
})
