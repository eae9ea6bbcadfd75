import type { Hono } from 'hono'
import { createPasswords } from '../accounts/passwords.ts'
import { createApp } from '../app.ts'
import type { Capacity } from '../chat/admission.ts'
import { type Chat, createChat } from '../chat/chat.ts'
import type { DatabaseAddress } from '../db/connect.ts'
import { copiesOf } from '../db/copy/copies.ts'
import { filesOf } from '../db/files.ts'
import { openDatabase } from '../db/open.ts'
import { createGate } from '../egress/gate.ts'
import { reservedHosts } from '../egress/reserved.ts'
import { handlers } from '../handlers.ts'
import { startWorker } from '../jobs/worker.ts'
import { createLedger } from '../ledger/book.ts'
import type { Door } from '../lib/door.ts'
import { newSecrets } from '../lib/secrets.ts'
import { serve } from '../lib/serve.ts'
import type { Pulse } from '../lib/sse.ts'
import { createTokens } from '../lib/tokens.ts'
import { type LimitRules, usualLimits } from '../limits/rules.ts'
import { createLogs } from '../logs/book.ts'
import { createOutbox } from '../mail/outbox.ts'
import { keepPlans } from '../plans/queries.ts'
import { openPublished } from '../policy/published.ts'
import { createAnonymizer } from '../remote/anonymizer.ts'
import { readSettings } from '../settings.ts'
import type { World } from '../world.ts'
import { freshDatabase } from './database.ts'

export interface TestWorld {
  world: World
  app: Hono<Door>
  chat: Chat
  address: DatabaseAddress
  /** What was logged, a line each. */
  lines: string[]
  /** Faults that were logged; a test that expects none may look here. */
  faults: unknown[]
  /** Moves the world's clock; it stands still otherwise. */
  at(moment: Date | string): void
  /** Until no job is due any more; mails are in the outbox then. */
  work(): Promise<void>
  /** Listens on a free loopback port, for what needs a real socket. */
  serve(): Promise<string>
  close(): Promise<void>
}

export interface TestOptions
  extends Partial<Omit<World, 'settings' | 'db' | 'now' | 'process' | 'hear' | 'log' | 'fault' | 'limits'>> {
  /** What differs from the usual ones. */
  limits?: Partial<LimitRules>
  environment?: Record<string, string>
  /** A database that stands elsewhere than in the tests' cluster; it is left as it is. */
  address?: DatabaseAddress
  /** Another process of the same installation: its database and its secrets. */
  beside?: TestWorld
  /** Lets time pass as it does; otherwise it stands at the given moment. */
  ticking?: boolean
  capacity?: Capacity
  pulse?: Pulse
  /** How long a job is this process's own; a process that is to die with one at hand has the usual time. */
  leaseSeconds?: number
}

/** Seconds that no test leaps over: a job at hand while the clock is moved is not taken for a dead worker's. */
const endless = 100 * 365 * 24 * 60 * 60

export const testMoment = '2026-11-20T12:00:00.000Z'

/** A whole backend on a fresh database, with a clock that tests move. */
export async function testWorld(options: TestOptions = {}): Promise<TestWorld> {
  const { environment = {}, limits = {}, beside, ticking = false, capacity, pulse, ...others } = options
  const { address: standing = beside?.address, leaseSeconds = endless, ...overrides } = others
  const database = standing ? { address: standing, drop: async () => {} } : await freshDatabase()
  let offset = ticking ? 0 : undefined
  let still = new Date(testMoment)
  const now = () => (offset === undefined ? still : new Date(Date.now() + offset))
  const secrets = overrides.secrets ?? beside?.world.secrets ?? newSecrets()
  const settings = readSettings({ ATAVUS_URL: 'http://localhost:4600', ...environment })
  const { db, presence, hear, close } = await openDatabase(database.address, now)
  if (settings.stripe && !beside) {
    const { plans } = settings.stripe.plans
    await db.keeper(keeper => keepPlans(keeper, plans))
  }
  const lines: string[] = []
  const faults: unknown[] = []
  const fault = (error: unknown) => {
    faults.push(error)
    if (process.env.ATAVUS_TEST_FAULTS) process.stderr.write(`${(error as Error).stack}\n`)
  }
  const ledger = createLedger({ settings, db, now, fault })
  const world: World = {
    settings,
    db,
    files: filesOf(database.address),
    copies: copiesOf(database.address),
    now,
    random: Math.random,
    secrets,
    tokens: await createTokens(secrets, settings.url),
    passwords: createPasswords({ pepper: secrets.pepper, cost: 4, threads: 1 }),
    ledger,
    gate: createGate({
      allow: settings.egressAllow,
      reserved: reservedHosts(settings),
      record: ledger.record,
      begin: ledger.begin,
    }),
    policy: await openPublished({ settings, db, hear, fault }),
    models: {},
    anonymizer: createAnonymizer(() => performance.now(), 5000),
    canary: { state: 'passed' },
    // The caller's own object, so that a test may change its rules.
    limits: Object.assign(limits, { ...usualLimits, ...limits }),
    mailer: createOutbox({ db, secrets, now }),
    process: presence.number,
    hear,
    logs: createLogs({ db, secrets, now, fault }),
    log: (level, event, fields = {}) => void lines.push(JSON.stringify({ level, event, ...fields })),
    fault,
    ...overrides,
  }
  const chat = createChat(world, capacity, pulse)
  const app = createApp(world, chat)
  const worker = startWorker(world, handlers, { leaseSeconds })
  const servings: { close(): Promise<void> }[] = []
  return {
    world,
    app,
    chat,
    address: database.address,
    lines,
    faults,
    at: moment => {
      still = new Date(moment)
      if (offset !== undefined) offset = still.getTime() - Date.now()
    },
    work: worker.idle,
    serve: async () => {
      const serving = await serve(app, 0, ['127.0.0.1'])
      servings.push(serving)
      return `http://127.0.0.1:${serving.port}`
    },
    close: async () => {
      await chat.drain(0)
      await worker.close()
      for (const serving of servings) await serving.close()
      await world.passwords.close()
      await world.logs.close()
      await world.ledger.close()
      await close()
      await database.drop()
    },
  }
}
