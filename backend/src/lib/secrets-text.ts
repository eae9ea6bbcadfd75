import { z } from 'zod'
import type { MasterKey, MasterKeys } from './master.ts'

/** 32 random bytes each, by name. `master` is the one that seals. */
export const names = ['master', 'pepper', 'tokens', 'refresh', 'receipts', 'subjects', 'backup'] as const
type Name = (typeof names)[number]

/** What signed before. Nothing is signed with it any more. */
export interface Former {
  /** Keys of tokens, believed until the last of their tokens is over. */
  tokens: { key: Buffer; until: Date }[]
  /** Public halves of keys of receipts, for good: a receipt is shown years later. */
  receipts: { kid: string; x: string }[]
}

/** What `secrets.json` says. */
export interface StoredSecrets {
  own: Record<Exclude<Name, 'master'>, Buffer>
  masters: MasterKeys
  former: Former
}

const Text = z.object({
  // From before there was a second one it says nothing of them.
  masters: z
    .array(
      z.object({ key: z.string(), first: z.literal(true).optional(), since: z.iso.datetime().optional() }),
    )
    .optional(),
  former: z
    .object({
      tokens: z.array(z.object({ key: z.string(), until: z.iso.datetime() })),
      receipts: z.array(z.object({ kid: z.string(), x: z.string() })),
    })
    .default({ tokens: [], receipts: [] }),
})

/** Reads the text of `secrets.json`; what it throws names the path and what is wrong there, never a value. */
export function parseSecrets(text: string, path: string): StoredSecrets {
  const stored = valuesIn(text, path)
  const wrong = (name: string) => new Error(`${path} holds no usable secret "${name}"`)
  const bytesOf = (name: string, value: unknown): Buffer => {
    const bytes = Buffer.from(typeof value === 'string' ? value : '', 'base64')
    if (!isRandom(bytes)) throw wrong(name)
    return bytes
  }
  const read = (name: Name) => bytesOf(name, stored[name])
  const master = read('master')
  const own = {
    pepper: read('pepper'),
    tokens: read('tokens'),
    refresh: read('refresh'),
    receipts: read('receipts'),
    subjects: read('subjects'),
    backup: read('backup'),
  }
  const more = Text.safeParse(stored)
  if (!more.success) throw wrong(String(more.error.issues[0]?.path[0]))
  const { masters, former } = more.data
  const all: MasterKey[] = masters?.map(({ key, first = false, since }) => ({
    key: bytesOf('masters', key),
    first,
    since: since === undefined ? undefined : new Date(since),
  })) ?? [{ key: master, first: true }]
  const sealing = all.find(({ key }) => key.equals(master))
  if (!sealing || all.filter(({ first }) => first).length > 1) throw wrong('masters')
  const before = former.tokens.map(({ key, until }) => ({
    key: bytesOf('former', key),
    until: new Date(until),
  }))
  refuseTwice([...Object.values(own), ...all.map(({ key }) => key), ...before.map(({ key }) => key)], path)
  return { own, masters: { all, sealing }, former: { tokens: before, receipts: former.receipts } }
}

/** What stands in the text of `secrets.json`, by name, unchecked. */
export function valuesIn(text: string, path: string): Record<string, unknown> {
  const stored = jsonOf(text)
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored))
    throw new Error(`${path} cannot be read`)
  return { ...stored }
}

/** What JSON.parse throws quotes the text. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refuseTwice(keys: Buffer[], path: string): void {
  if (new Set(keys.map(key => key.toString('hex'))).size < keys.length)
    throw new Error(`${path} holds one secret twice`)
}

/** The text of `secrets.json`. As long as nothing was ever replaced, it says no more than it did at first. */
export function textOfSecrets({ own, masters, former }: StoredSecrets): string {
  const { all, sealing } = masters
  const keys = { master: sealing.key, ...own }
  const plain = Object.fromEntries(names.map(name => [name, base64(keys[name])]))
  const more = {
    ...((all.length > 1 || !sealing.first) && { masters: all.map(textOfMaster) }),
    ...((former.tokens.length || former.receipts.length) && {
      former: {
        tokens: former.tokens.map(({ key, until }) => ({ key: base64(key), until: until.toISOString() })),
        receipts: former.receipts,
      },
    }),
  }
  return JSON.stringify({ ...plain, ...more })
}

const textOfMaster = ({ key, first, since }: MasterKey) => ({
  key: base64(key),
  ...(first && { first }),
  ...(since && { since: since.toISOString() }),
})

const base64 = (bytes: Buffer): string => bytes.toString('base64')

/** What somebody typed, or left empty, has few different bytes; 32 random ones have this many all but surely. */
const isRandom = (bytes: Buffer): boolean => bytes.length === 32 && new Set(bytes).size >= 16
