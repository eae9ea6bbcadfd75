import { crc32 } from 'node:zlib'
import type { Deflate } from './deflate.ts'
import type { Files } from './files.ts'

/** A file as it lies in the archive: its bytes as they are or packed, and what both of its headers say. */
interface Entry {
  path: Buffer
  content: Uint8Array
  common: Buffer
}

/** A zip (PKWARE APPNOTE 6.3) in which nothing of the machine has a part: names in order, one moment for all. */
export async function zipOf(files: Files, deflate: Deflate): Promise<Uint8Array> {
  const inOrder = [...files].sort(([one], [other]) => (one < other ? -1 : 1))
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [path, bytes] of inOrder) {
    const entry = await entryOf(path, bytes, deflate)
    const local = [number(0x04034b50, 4), entry.common, number(0, 2), entry.path, entry.content]
    // No comment, first disk, plain text or not, attributes.
    directory.push(
      number(0x02014b50, 4),
      number(version, 2),
      entry.common,
      number(0, 12),
      number(offset, 4),
      entry.path,
    )
    parts.push(...local)
    offset += sizeOf(local)
  }
  const count = number(inOrder.length, 2)
  const end = [number(0x06054b50, 4), number(0, 4), count, count, number(sizeOf(directory), 4)]
  return Buffer.concat([...parts, ...directory, ...end, number(offset, 4), number(0, 2)])
}

async function entryOf(name: string, bytes: Uint8Array, deflate: Deflate): Promise<Entry> {
  const path = Buffer.from(name)
  const packed = await deflate(bytes)
  const smaller = packed.length < bytes.length
  const content = smaller ? packed : bytes
  const common = [
    number(version, 2),
    number(utf8, 2),
    number(smaller ? deflated : stored, 2),
    number(always, 4),
    number(crc32(bytes), 4),
    number(content.length, 4),
    number(bytes.length, 4),
    number(path.length, 2),
  ]
  return { path, content, common: Buffer.concat(common) }
}

const version = 20
const utf8 = 0x0800
const stored = 0
const deflated = 8
/** The first of January 1980, at midnight; a zip has no zone. */
const always = ((1 << 5) | 1) << 16

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0)

/** A number in so many bytes, the lowest first. */
function number(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  if (value) buffer.writeUIntLE(value, 0, bytes)
  return buffer
}
