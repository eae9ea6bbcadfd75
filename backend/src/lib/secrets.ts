import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** What must stay secret and outside the database: 32 random bytes each, made at the first start. */
export interface Secrets {
  /** Wraps every workspace's key. Without it no message can be read. */
  master: Buffer
  /** Goes into every password before bcrypt, and into the hashes of recovery codes. */
  pepper: Buffer
  /** Signs access tokens, visitor tokens and preview tickets. */
  tokens: Buffer
  /** Makes refresh tokens. */
  refresh: Buffer
  /** Seed of the Ed25519 key that signs receipts. */
  receipts: Buffer
  /** Keys the hashes of addresses and other subjects of limits. */
  subjects: Buffer
}

const names = ['master', 'pepper', 'tokens', 'refresh', 'receipts', 'subjects'] as const

/** Reads the secrets from `secrets.json` in the data folder, or makes them on the first start. */
export async function loadSecrets(folder: string): Promise<Secrets> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'secrets.json')
  const stored = await readFile(path, 'utf8').catch(absent)
  return parse(stored ?? (await create(path)), path)
}

/** New random secrets, kept nowhere. */
export function newSecrets(): Secrets {
  const [master, pepper, tokens, refresh, receipts, subjects] = names.map(() => randomBytes(32)) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ]
  return { master, pepper, tokens, refresh, receipts, subjects }
}

/** Written whole and synced beside its place, then linked there: of two first starts at once, one wins. */
async function create(path: string): Promise<string> {
  const secrets = newSecrets()
  const text = JSON.stringify(Object.fromEntries(names.map(name => [name, secrets[name].toString('base64')])))
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  await file.writeFile(text)
  await file.sync()
  await file.close()
  await link(draft, path).catch(error => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
  await chmod(path, 0o600)
  return readFile(path, 'utf8')
}

function parse(text: string, path: string): Secrets {
  const stored = JSON.parse(text) as Record<string, unknown>
  const secrets: Record<string, Buffer> = {}
  for (const name of names) {
    const value = stored[name]
    const bytes = Buffer.from(typeof value === 'string' ? value : '', 'base64')
    if (!isRandom(bytes)) throw new Error(`${path} holds no usable secret "${name}"`)
    secrets[name] = bytes
  }
  if (new Set(names.map(name => stored[name])).size < names.length)
    throw new Error(`${path} holds one secret twice`)
  return secrets as unknown as Secrets
}

/** What somebody typed, or left empty, has few different bytes; 32 random ones have this many all but surely. */
const isRandom = (bytes: Buffer): boolean => bytes.length === 32 && new Set(bytes).size >= 16

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
