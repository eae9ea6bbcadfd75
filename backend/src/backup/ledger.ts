import { createReadStream } from 'node:fs'
import { open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { missing, synced, wholeFile } from './folder.ts'
import {
  codeOf,
  damaged,
  type Erasure,
  erasureOf,
  file,
  format,
  headLine,
  headOf,
  keyOf,
  type LogHead,
  lineOf,
  split,
} from './ledger-line.ts'

/*
 * `erasures.log`: what was erased, a line each, so that it outlives the database. It names ids by their SHA-256, as
 * the database's own list does, and is no secret; each line carries a code over itself and the one before, so that none
 * can be changed, moved or left out in the middle.
 */

/** How far the log goes. */
export interface LogEnd extends LogHead {
  /** 0: nothing is on it. */
  position: number
  at: string
  subject: string
  code: string
}

const headBytes = 256
const tailBytes = 1024

/** Where the log ends; undefined: there is none. Reads its head and its last line alone. */
export async function endOfLog(folder: string, secret: Buffer): Promise<LogEnd | undefined> {
  const path = join(folder, file)
  const size = (await stat(path).catch(missing))?.size
  if (!size) return undefined
  const handle = await open(path)
  try {
    const read = async (from: number, most: number) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, from)
      return buffer.toString('utf8', 0, bytesRead)
    }
    const key = keyOf(secret)
    const head = headOf(key, (await read(0, headBytes)).split('\n')[0] ?? '')
    // A line that a crash has cut counts for nothing.
    const [last = '', before = ''] = (await read(Math.max(0, size - tailBytes), tailBytes))
      .split('\n')
      .slice(0, -1)
      .reverse()
    const { line, code } = split(last)
    if (line.startsWith(format)) return { ...head, position: 0, at: head.from, subject: '' }
    if (codeOf(key, split(before).code, line) !== code) throw damaged()
    return { ...head, ...erasureOf(line), code }
  } finally {
    await handle.close()
  }
}

/** The whole log, each line as its code holds. */
export async function* readLog(folder: string, secret: Buffer): AsyncGenerator<Erasure> {
  const key = keyOf(secret)
  const lines = createInterface({
    input: createReadStream(join(folder, file)),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let before: string | undefined
  let pending: string | undefined
  // The last line is believed only once another follows or it is known to end.
  for await (const text of lines) {
    if (pending !== undefined) yield next(pending)
    if (before === undefined) before = headOf(key, text).code
    else pending = text
  }
  if (pending !== undefined && (await endsWhole(folder))) yield next(pending)

  function next(text: string): Erasure {
    const { line, code } = split(text)
    if (codeOf(key, before ?? '', line) !== code) throw damaged()
    before = code
    return erasureOf(line)
  }
}

async function endsWhole(folder: string): Promise<boolean> {
  const handle = await open(join(folder, file))
  try {
    const { size } = await handle.stat()
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer[0] === 10
  } finally {
    await handle.close()
  }
}

/** Begins a log with some entries, in the place of whatever there is. */
export async function writeLog(
  folder: string,
  secret: Buffer,
  head: LogHead,
  entries: AsyncIterable<Erasure> | Iterable<Erasure>,
): Promise<void> {
  const key = keyOf(secret)
  async function* lines() {
    let code = codeOf(key, '', headLine(head))
    yield `${headLine(head)}\t${code}\n`
    for await (const entry of entries) {
      code = codeOf(key, code, lineOf(entry))
      yield `${lineOf(entry)}\t${code}\n`
    }
  }
  await wholeFile(folder, file, Readable.from(lines()))
}

/** Adds entries at the end, and waits until the disk has them. What a crash has cut is taken away first. */
export async function appendLog(
  folder: string,
  secret: Buffer,
  end: LogEnd,
  entries: Erasure[],
): Promise<LogEnd> {
  const key = keyOf(secret)
  const handle = await open(join(folder, file), 'r+')
  try {
    await handle.truncate(await wholeBytes(handle))
    const { size } = await handle.stat()
    let { code } = end
    const text = entries.map(entry => {
      code = codeOf(key, code, lineOf(entry))
      return `${lineOf(entry)}\t${code}\n`
    })
    await handle.write(text.join(''), size)
    await handle.sync()
    const last = entries.at(-1)
    return last ? { ...end, ...last, code } : end
  } finally {
    await handle.close()
  }
}

async function wholeBytes(handle: Awaited<ReturnType<typeof open>>): Promise<number> {
  const { size } = await handle.stat()
  const from = Math.max(0, size - tailBytes)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(tailBytes), 0, tailBytes, from)
  return from + buffer.subarray(0, bytesRead).lastIndexOf(10) + 1
}

/** Sets a log aside that says nothing about the database any more. */
export async function setLogAside(folder: string, stamp: string): Promise<void> {
  await rename(join(folder, file), join(folder, `${file}.${stamp}.unused`)).catch(missing)
  await synced(folder)
}

const dayMs = 24 * 60 * 60 * 1000
/** As long as the database's own list, and much longer than any backup lives. */
const longestDays = 400
/** It is written anew only where that takes away a month at least. */
const slackDays = 30

/** Takes away what was erased so long ago that no backup can hold it; the last line stays, as the end of the list. */
export async function pruneLog(folder: string, secret: Buffer, now: Date): Promise<void> {
  const end = await endOfLog(folder, secret)
  if (!end) return
  const from = daysBefore(now, longestDays)
  for await (const { at } of readLog(folder, secret)) {
    if (at >= daysBefore(now, longestDays + slackDays)) return
    break
  }
  async function* kept() {
    for await (const entry of readLog(folder, secret))
      if (entry.at >= from || entry.position === end?.position) yield entry
  }
  const [, later = from] = [end.from, from].toSorted()
  await writeLog(folder, secret, { installation: end.installation, from: later }, kept())
}

const daysBefore = (now: Date, days: number): string => new Date(now.getTime() - days * dayMs).toISOString()
