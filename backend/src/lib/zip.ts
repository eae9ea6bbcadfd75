import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'

interface ZipFile {
  name: string
  content: string | Buffer
}

/** A file as it lies in an archive. */
export interface Packed {
  name: string
  content: Buffer
  /** Of what was packed: its bytes and their checksum. */
  size: number
  crc: number
}

const deflated = 8
/** Names are UTF-8 (APPNOTE 4.4.4, bit 11). */
const flags = 0x0800
const version = 20

/** A file that is in memory, packed. */
export function packed(name: string, content: string | Buffer): Packed {
  const bytes = Buffer.from(content)
  return { name, content: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) }
}

/** A file that is packed while it is written: only what is packed already stays in memory. */
export function packing(name: string) {
  const deflate = createDeflateRaw()
  const parts: Buffer[] = []
  deflate.on('data', (part: Buffer) => parts.push(part))
  let size = 0
  let crc = 0
  return {
    write(text: string): Promise<void> {
      const bytes = Buffer.from(text)
      size += bytes.length
      crc = crc32(bytes, crc)
      return new Promise((resolve, reject) =>
        deflate.write(bytes, error => (error ? reject(error) : resolve())),
      )
    },
    /** Nothing more comes. */
    end(): Promise<Packed> {
      return new Promise((resolve, reject) => {
        deflate.once('error', reject)
        deflate.once('end', () => resolve({ name, content: Buffer.concat(parts), size, crc }))
        deflate.end()
      })
    },
  }
}

/** A zip archive (PKWARE APPNOTE 6.3) of a few files that fit in memory, all of the given moment. */
export const zipOf = (files: readonly ZipFile[], at: Date): Buffer =>
  zipOfPacked(
    files.map(({ name, content }) => packed(name, content)),
    at,
  )

/** The same of files that are packed, of less than 4 GiB together. */
export function zipOfPacked(files: readonly Packed[], at: Date): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const path = Buffer.from(file.name)
    const common = commonOf(file, path, at)
    const local = [number(0x04034b50, 4), common, number(0, 2), path, file.content]
    // Made by which system, no comment, first disk, plain text or not, attributes.
    directory.push(number(0x02014b50, 4), number(version, 2), common, number(0, 12), number(offset, 4), path)
    parts.push(...local)
    offset += sizeOf(local)
  }
  const end = [
    number(0x06054b50, 4),
    number(0, 4),
    number(files.length, 2),
    number(files.length, 2),
    number(sizeOf(directory), 4),
    number(offset, 4),
    number(0, 2),
  ]
  return Buffer.concat([...parts, ...directory, ...end])
}

const sizeOf = (parts: readonly Buffer[]): number => parts.reduce((sum, { length }) => sum + length, 0)

function commonOf({ content, size, crc }: Packed, path: Buffer, at: Date): Buffer {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  const day = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  return Buffer.concat([
    number(version, 2),
    number(flags, 2),
    number(deflated, 2),
    number(time, 2),
    number(day, 2),
    number(crc, 4),
    number(content.length, 4),
    number(size, 4),
    number(path.length, 2),
  ])
}

/** A number in so many bytes, the lowest first. */
function number(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  if (value) buffer.writeUIntLE(value, 0, Math.min(bytes, 6))
  return buffer
}
