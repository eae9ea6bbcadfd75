import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { Snapshot } from '../db/copy/snapshot.ts'
import { BackupError } from './error.ts'
import { fileOf, wholeFile } from './folder.ts'
import { opening, sealing } from './sealed-stream.ts'

/*
 * `keys`: the wrapped keys of workspaces and conversations, and what was asked by right, once for all backups. It is the
 * only place outside the database where they lie. It is written anew whenever something was erased, without its key or
 * its words: from then on no backup can open what was said there, whatever secrets somebody has.
 */

interface Head {
  installation: string
  /** Up to which place of the list of erasures what was erased is left out. */
  position: number
  /** The last place that stood on the list then. */
  listed: number
  at: string
}

interface Entry {
  kind: 'w' | 'c' | 'r'
  /** The workspace; of a conversation `workspace/conversation`; the request. */
  id: string
  /** Base64. */
  sealed: string
  /** Seconds; of conversations, and of requests that end by a term. */
  ends: number
  /** Whose conversation it is; of a request its sealed answer. */
  beside: string
}

/** In the order in which they stand. */
const kinds = ['w', 'c', 'r'] as const

export const keysFile = 'keys'
const file = keysFile

async function linesOf(folder: string, secret: Buffer) {
  const found = await fileOf(join(folder, file))
  if (!found) return undefined
  return parted(found.pipe(opening(secret, file)), found)
}

/** Line by line; a stream that fails makes the loop fail. */
async function* parted(
  stream: NodeJS.ReadableStream,
  ...before: NodeJS.ReadableStream[]
): AsyncGenerator<string> {
  let failure: unknown
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })
  const fail = (error: unknown) => {
    failure ??= error
    lines.close()
  }
  for (const one of [stream, ...before]) one.on('error', fail)
  for await (const line of lines) yield line
  if (failure) throw failure
}

/** What the file says of itself; undefined: there is none. */
export async function headOfKeys(folder: string, secret: Buffer): Promise<Head | undefined> {
  const lines = await linesOf(folder, secret)
  if (!lines) return undefined
  for await (const line of lines) return JSON.parse(line) as Head
  throw new BackupError('damaged', `${file} is empty.`)
}

/** All entries, those of one kind in the order of their ids: workspaces, conversations, requests. */
export async function* readKeys(folder: string, secret: Buffer): AsyncGenerator<Entry> {
  const lines = await linesOf(folder, secret)
  if (!lines)
    throw new BackupError('keys', 'The file of keys is missing: nothing that is sealed could be read.')
  let first = true
  for await (const line of lines) {
    if (!first) yield entryOf(line)
    first = false
  }
}

function entryOf(line: string): Entry {
  const [kind = '', id = '', sealed = '', ends = '0', beside = ''] = line.split('\t')
  return { kind: kinds.find(one => one === kind) ?? 'c', id, sealed, ends: Number(ends), beside }
}

const lineOf = ({ kind, id, sealed, ends, beside }: Entry): string =>
  `${[kind, id, sealed, ends, beside].join('\t')}\n`

const placeOf = ({ kind, id }: Entry): string => `${kinds.indexOf(kind)}${id}`

/** SHA-256 of an id's bytes, in hex, as the list of erasures has it. */
export const subjectOf = (...ids: string[]): string =>
  createHash('sha256')
    .update(Buffer.from(ids.join('').replaceAll('-', ''), 'hex'))
    .digest('hex')

/**
 * Writes the file anew: what lives in the snapshot, and of what was there before whatever is neither erased nor past
 * its end, unless it is still held. What is only missing is kept, so that a database that lost rows does not take their
 * keys along.
 */
export async function writeKeys(
  folder: string,
  secret: Buffer,
  snapshot: Snapshot,
  { now, erased, ...upTo }: Pick<Head, 'position' | 'listed'> & { now: Date; erased: ReadonlySet<string> },
): Promise<void> {
  const head: Head = { installation: snapshot.installation, ...upTo, at: now.toISOString() }
  const held = await standing(snapshot, now)
  const stays = ({ kind, id, ends, beside }: Entry): boolean => {
    const [workspace = '', conversation = workspace] = id.split('/')
    if (erased.has(subjectOf(conversation)) || erased.has(subjectOf(workspace))) return false
    if (kind === 'w' || ends * 1000 > now.getTime()) return true
    if (kind === 'r') return ends === 0
    return [workspace, id, `${workspace}//${beside}`].some(one => held.has(one))
  }
  async function* lines() {
    yield `${JSON.stringify(head)}\n`
    const before = (await headOfKeys(folder, secret)) ? readKeys(folder, secret) : none()
    for await (const entry of merged(living(snapshot), before, stays)) yield lineOf(entry)
  }
  await wholeFile(folder, file, Readable.from(lines()), sealing(secret, file))
}

/** What is held now. */
async function standing(snapshot: Snapshot, now: Date): Promise<ReadonlySet<string>> {
  const held = new Set<string>()
  for await (const line of parted(await snapshot.holds())) {
    const [what = '', until] = line.split('\t')
    if (Number(until) * 1000 > now.getTime()) held.add(what)
  }
  return held
}

async function* none(): AsyncGenerator<Entry> {}

async function* living(snapshot: Snapshot): AsyncGenerator<Entry> {
  for (const kind of kinds) for await (const line of parted(await snapshot.keys(kind))) yield entryOf(line)
}

/** Two rows of entries in one order, those of the first before those of the second at the same place. */
async function* merged(
  living: AsyncGenerator<Entry>,
  before: AsyncGenerator<Entry>,
  stays: (entry: Entry) => boolean,
): AsyncGenerator<Entry> {
  let old = await before.next()
  for await (const entry of living) {
    for (; !old.done && placeOf(old.value) < placeOf(entry); old = await before.next())
      if (stays(old.value)) yield old.value
    if (!old.done && placeOf(old.value) === placeOf(entry)) old = await before.next()
    yield entry
  }
  for (; !old.done; old = await before.next()) if (stays(old.value)) yield old.value
}
