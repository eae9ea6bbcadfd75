import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { loadSecrets } from '../lib/secrets.ts'

/** What is wrong with a file of secrets, or with what is asked of it, as a sentence. */
export class SecretsError extends Error {}

/** 128 MiB and a second or so for each guess (scrypt: RFC 7914). */
const cost = { N: 2 ** 17, r: 8, p: 1 }
const shortest = 12
const bound = 'atavus-secrets/1'

const Exported = z.object({
  format: z.literal(bound),
  scrypt: z.object({
    N: z
      .number()
      .int()
      .min(2 ** 14)
      .max(2 ** 20),
    r: z.literal(8),
    p: z.literal(1),
    salt: z.base64(),
  }),
  iv: z.base64(),
  tag: z.base64(),
  sealed: z.base64(),
})

const keyOf = (passphrase: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )

/** Everything that must stay secret, under a passphrase (AES-256-GCM), as text. */
async function sealed(secrets: string, passphrase: string): Promise<string> {
  const [salt, iv] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt, cost), iv)
  cipher.setAAD(Buffer.from(bound))
  const content = Buffer.concat([cipher.update(secrets), cipher.final()])
  const base64 = (bytes: Buffer) => bytes.toString('base64')
  const exported: z.infer<typeof Exported> = {
    format: bound,
    scrypt: { N: cost.N, r: 8, p: 1, salt: base64(salt) },
    iv: base64(iv),
    tag: base64(cipher.getAuthTag()),
    sealed: base64(content),
  }
  return `${JSON.stringify(exported, null, 2)}\n`
}

async function opened(text: string, passphrase: string): Promise<string> {
  const parsed = Exported.safeParse(safeJson(text))
  if (!parsed.success) throw new SecretsError('This is no file that “secrets export” has written.')
  const { scrypt, iv, tag, sealed } = parsed.data
  const key = await keyOf(passphrase, Buffer.from(scrypt.salt, 'base64'), scrypt)
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), { authTagLength: 16 })
  decipher.setAuthTag(Buffer.from(tag, 'base64'))
  decipher.setAAD(Buffer.from(bound))
  try {
    return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString()
  } catch {
    throw new SecretsError('It does not open: the passphrase is another, or the file was changed.')
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Writes all secrets of a data folder to a file that must not be there yet, under a passphrase. */
export async function exportSecrets(folder: string, file: string, passphrase: string): Promise<void> {
  if ([...passphrase].length < shortest)
    throw new SecretsError(`The passphrase must have ${shortest} characters or more.`)
  await loadSecrets(folder)
  const text = await sealed(await readFile(join(folder, 'secrets.json'), 'utf8'), passphrase)
  await written(file, text)
}

/** Puts exported secrets into a data folder that has none, or the same. */
export async function importSecrets(folder: string, file: string, passphrase: string): Promise<void> {
  const exported = await readFile(file, 'utf8').catch(() => {
    throw new SecretsError(`${file} cannot be read.`)
  })
  await put(folder, await opened(exported, passphrase))
  await loadSecrets(folder)
}

async function put(folder: string, text: string): Promise<void> {
  const path = join(folder, 'secrets.json')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const there = await readFile(path, 'utf8').catch(() => undefined)
  if (there !== undefined && there !== text)
    throw new SecretsError(`${path} holds other secrets. Set it aside first; it may open what these do not.`)
  if (there === undefined) await written(path, text)
}

/** Puts the secrets of one data folder into another that has none, or the same. */
export async function copySecrets(from: string, to: string): Promise<void> {
  if (from === to) return
  const text = await readFile(join(from, 'secrets.json'), 'utf8')
  await put(to, text)
}

/** Whole or not at all, and never over another one. */
async function written(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new SecretsError(`${path} is there already; nothing was written over it.`)
  } finally {
    await handle.close()
    await rm(draft)
  }
}
