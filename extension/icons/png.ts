import { crc32 } from 'node:zlib'
import { zlibSync } from 'fflate'

/**
 * Packs a square of RGBA pixels as a PNG (ISO 15948): eight bits a channel, not interlaced, no filter. Deflated by a
 * program that is the same everywhere, so that the file is too.
 */
export function png(pixels: Uint8Array, size: number): Buffer {
  return packed(size, size, 6, [['IDAT', rowsOf(pixels, size * 4)]])
}

/** The same of pixels that are numbers of colours in a palette of at most 256, three bytes each. */
export function palettePng(pixels: Uint8Array, width: number, palette: Uint8Array): Buffer {
  const chunks: Chunk[] = [
    ['PLTE', palette],
    ['IDAT', rowsOf(pixels, width)],
  ]
  return packed(width, pixels.length / width, 3, chunks)
}

type Chunk = [name: string, content: Uint8Array]

function packed(width: number, height: number, colours: 3 | 6, chunks: Chunk[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, colours, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const all: Chunk[] = [['IHDR', header], ...chunks, ['IEND', Buffer.alloc(0)]]
  return Buffer.concat([signature, ...all.map(([name, content]) => chunk(name, content))])
}

/** Each row begins with the number of its filter: none. */
function rowsOf(pixels: Uint8Array, width: number): Uint8Array {
  const rows = Buffer.alloc(pixels.length + pixels.length / width)
  for (let at = 0, y = 0; at < pixels.length; at += width, y++)
    rows.set(pixels.subarray(at, at + width), y * (width + 1) + 1)
  return zlibSync(rows, { level: 9 })
}

function chunk(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
