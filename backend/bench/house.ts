import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { createPasswords } from '../src/accounts/passwords.ts'
import { createApp } from '../src/app.ts'
import type { Capacity } from '../src/chat/admission.ts'
import { type Chat, createChat } from '../src/chat/chat.ts'
import type { DatabaseAddress } from '../src/db/connect.ts'
import { copiesOf } from '../src/db/copy/copies.ts'
import { filesOf } from '../src/db/files.ts'
import { openDatabase } from '../src/db/open.ts'
import { createGate } from '../src/egress/gate.ts'
import type { EgressEntry } from '../src/egress/purpose.ts'
import { handlers } from '../src/handlers.ts'
import { startWorker } from '../src/jobs/worker.ts'
import { createLedger } from '../src/ledger/book.ts'
import type { Door } from '../src/lib/door.ts'
import { createLog, faultFields } from '../src/lib/log.ts'
import { loadSecrets } from '../src/lib/secrets.ts'
import { createTokens } from '../src/lib/tokens.ts'
import { createLogs } from '../src/logs/book.ts'
import { createOutbox } from '../src/mail/outbox.ts'
import { createCircuit } from '../src/models/circuit.ts'
import { createOllama } from '../src/models/ollama.ts'
import { createQuote } from '../src/models/quote.ts'
import { openPublished } from '../src/policy/published.ts'
import { createAnonymizer } from '../src/remote/anonymizer.ts'
import { startSweeping } from '../src/retention/sweep.ts'
import { readSettings } from '../src/settings.ts'
import type { World } from '../src/world.ts'

export const ownOrigin = 'http://localhost:4600'

export interface House {
  world: World
  app: Hono<Door>
  chat: Chat
  close(): Promise<void>
}

interface Options {
  folder: string
  address: DatabaseAddress
  /** Port of the scripted model. */
  upstream: number
  capacity?: Capacity
}

const wide = { burst: 1_000_000, every: 0.00001 }

/**
 * The backend as `main.ts` builds it, with its real adapters: the database, the gate, Ollama, passwords at their real
 * cost, the log. Only the limits are so wide that one address may stand for everybody.
 */
export async function openHouse({ folder, address, upstream, capacity }: Options): Promise<House> {
  const now = () => new Date()
  const logged = createWriteStream(join(folder, `house-${process.pid}.log`))
  const log = createLog(now, line => logged.write(line))
  const url = `http://127.0.0.1:${upstream}`
  const settings = readSettings({ ATAVUS_URL: ownOrigin, OLLAMA_URL: url })
  const secrets = await loadSecrets(folder)
  const { db, presence, hear, close } = await openDatabase(address, now)
  const passwords = createPasswords({ pepper: secrets.pepper })
  const ledger = createLedger({
    settings,
    db,
    now,
    fault: error => log('error', 'fault', faultFields(error)),
  })
  const logging = (told: (entry: EgressEntry) => void) => (entry: EgressEntry) => {
    told(entry)
    const { host, status, bytesOut, bytesIn } = entry
    log('info', 'egress', { to: host, status: status ?? 0, out: bytesOut, in: bytesIn })
  }
  const gate = createGate({
    allow: [],
    record: logging(ledger.record),
    begin: leaving => logging(ledger.begin(leaving)),
  })
  const ollama = createOllama({
    gate,
    circuit: createCircuit({ now: () => performance.now() }),
    random: Math.random,
    now,
    fence: () => randomBytes(12).toString('hex'),
    url,
  })
  const world: World = {
    settings,
    db,
    files: filesOf(address),
    copies: copiesOf(address),
    now,
    random: Math.random,
    secrets,
    tokens: await createTokens(secrets, settings.url),
    passwords,
    gate,
    ledger,
    mailer: createOutbox({ db, secrets, now }),
    logs: createLogs({ db, secrets, now, fault: error => log('error', 'fault', faultFields(error)) }),
    policy: await openPublished({
      settings,
      db,
      hear,
      fault: error => log('error', 'fault', faultFields(error)),
    }),
    models: { quote: createQuote(), ollama },
    anonymizer: createAnonymizer(() => performance.now()),
    canary: { state: 'passed' },
    limits: {
      visitor: wide,
      address: wide,
      key: wide,
      apiKey: wide,
      workspace: wide,
      refused: wide,
      arrivals: wide,
      signIns: wide,
      passwordTries: wide,
      passwordTriesEverywhere: wide,
      requests: wide,
      billing: wide,
    },
    process: presence.number,
    hear,
    log,
    fault: error => log('error', 'fault', faultFields(error)),
  }
  const chat = createChat(world, capacity)
  const stopSweeping = startSweeping(world)
  const worker = startWorker(world, handlers)
  return {
    world,
    app: createApp(world, chat),
    chat,
    close: async () => {
      stopSweeping()
      await chat.drain(0)
      await worker.close()
      await world.logs.close()
      gate.close()
      await passwords.close()
      await close()
    },
  }
}
