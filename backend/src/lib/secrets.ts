import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createMaster, type Master } from './master.ts'
import {
  type Former,
  names,
  parseSecrets,
  type StoredSecrets,
  textOfSecrets,
  valuesIn,
} from './secrets-text.ts'

/** What must stay secret and outside the database: 32 random bytes each, made at the first start. */
export interface Secrets {
  /** Wraps every workspace's key, one of several while it is replaced. Without it no message can be read. */
  master: Master
  /** Goes into every password before bcrypt, and into the hashes of recovery codes. Never replaced. */
  pepper: Buffer
  /** Signs access tokens, visitor tokens and preview tickets. */
  tokens: Buffer
  /** Makes refresh tokens and the tokens of links. Never replaced: a session ends by its row. */
  refresh: Buffer
  /** Seed of the Ed25519 key that signs receipts. */
  receipts: Buffer
  /** Keys the hashes of addresses and other subjects of limits. Never replaced: they must stay comparable. */
  subjects: Buffer
  /** Seals backups, each under a key of its own that is made from this one. Never replaced: it opens all of them. */
  backup: Buffer
  /** What signed before `tokens` and `receipts` did. */
  former: Former
}

/** Those that came later: a folder that was begun without them gets them. */
const later: ReadonlySet<string> = new Set(['backup'])
/** Where secrets were read, so that what has changed there can be learnt. */
const paths = new WeakMap<Secrets, string>()

/** Reads the secrets from `secrets.json` in the data folder, or makes them on the first start. */
export async function loadSecrets(folder: string): Promise<Secrets> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'secrets.json')
  const stored = await readFile(path, 'utf8').catch(absent)
  const secrets = secretsOf(parseSecrets(await complete(stored ?? (await create(path)), path), path), path)
  paths.set(secrets, path)
  return secrets
}

/** New random secrets, kept nowhere. */
export const newSecrets = (): Secrets => secretsOf(newStored())

/** What these secrets are as the text of a `secrets.json`. */
export const writtenSecrets = ({ master, former, ...own }: Secrets): string =>
  textOfSecrets({ own, masters: master.keys(), former })

/**
 * Takes over what has changed in the file that these secrets were read from: keys that came, and keys that were
 * dropped. Throws, and changes nothing, where the file is gone or another installation's.
 */
export function learnSecrets(secrets: Secrets): void {
  const path = paths.get(secrets)
  if (path === undefined) return
  const { own, masters, former } = readAgain(secrets, path)
  secrets.master.take(masters)
  // What has not changed stays the same object: keys are made ready once for each.
  for (const name of ['tokens', 'receipts'] as const)
    if (!secrets[name].equals(own[name])) secrets[name] = own[name]
  secrets.former = former
}

const lasting = ['pepper', 'refresh', 'subjects', 'backup'] as const

function readAgain(known: Pick<Secrets, (typeof lasting)[number]>, path: string): StoredSecrets {
  const stored = parseSecrets(readFileSync(path, 'utf8'), path)
  if (lasting.some(name => !stored.own[name].equals(known[name])))
    throw new Error(`${path} holds other secrets than those that this process began with`)
  return stored
}

/**
 * Changes `secrets.json` in a data folder: it is replaced whole, synced, and read back before it takes the old one's
 * place. One process at a time may do so.
 */
export async function changeSecrets(
  folder: string,
  change: (stored: StoredSecrets) => StoredSecrets,
): Promise<void> {
  await loadSecrets(folder)
  const path = join(folder, 'secrets.json')
  const text = textOfSecrets(change(parseSecrets(await readFile(path, 'utf8'), path)))
  const draft = await drafted(path, text)
  parseSecrets(await readFile(draft, 'utf8'), draft)
  await rename(draft, path)
  await synced(dirname(path))
}

function secretsOf({ own, masters, former }: StoredSecrets, path?: string): Secrets {
  const reread = path === undefined ? undefined : () => readAgain(own, path).masters
  return { master: createMaster(masters, reread), ...own, former }
}

function newStored(): StoredSecrets {
  const random = () => randomBytes(32)
  const first = { key: random(), first: true }
  return {
    own: {
      pepper: random(),
      tokens: random(),
      refresh: random(),
      receipts: random(),
      subjects: random(),
      backup: random(),
    },
    masters: { all: [first], sealing: first },
    former: { tokens: [], receipts: [] },
  }
}

/** Written whole and synced beside its place, then linked there: of two first starts at once, one wins. */
async function create(path: string): Promise<string> {
  const draft = await drafted(path, textOfSecrets(newStored()))
  await linked(draft, path)
  await rm(draft)
  await chmod(path, 0o600)
  return readFile(path, 'utf8')
}

/**
 * Adds what came later. Of several that do so at once the first one's are taken by all: they lie beside the file until
 * it holds them, and whoever comes after that finds them in it.
 */
async function complete(text: string, path: string): Promise<string> {
  const missing = names.filter(name => later.has(name) && !(name in valuesIn(text, path)))
  if (!missing.length) return text
  const aside = `${path}.added`
  const added = Object.fromEntries(missing.map(name => [name, randomBytes(32).toString('base64')]))
  const draft = await drafted(path, JSON.stringify(added))
  await linked(draft, aside)
  await rm(draft)
  const first = await readFile(aside, 'utf8').catch(absent)
  const stored = valuesIn(await readFile(path, 'utf8'), path)
  const whole = JSON.stringify({ ...valuesIn(first ?? '{}', aside), ...stored })
  await rename(await drafted(path, whole), path)
  await rm(aside, { force: true })
  return readFile(path, 'utf8')
}

async function drafted(path: string, text: string): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  await file.writeFile(text)
  await file.sync()
  await file.close()
  return draft
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}

/** Puts a draft in its place unless another one is there. */
async function linked(draft: string, path: string): Promise<void> {
  await link(draft, path).catch(error => {
    if (error.code !== 'EEXIST') throw error
  })
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
