import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { remake, UnusablePicture } from './remake.ts'

const red = { r: 200, g: 30, b: 40 }
const field = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: red } })
const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
)

/** Left black, right white, so that one sees how it was turned. */
const halves = (width: number, height: number) => {
  const pixels = Buffer.alloc(width * height * 3)
  for (let at = 0; at < width * height; at++)
    if (at % width >= width / 2) pixels.fill(255, at * 3, at * 3 + 3)
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

const frames = () => {
  const one = Buffer.alloc(20 * 20 * 3, 255)
  const two = Buffer.alloc(20 * 20 * 3, 0)
  return sharp(Buffer.concat([one, two]), {
    raw: { width: 20, height: 40, channels: 3, pageHeight: 20 },
  }).gif()
}

/** A PNG that says it has so many pixels, all alike, in few bytes. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), content])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(content.length, 0)
    frame.writeUInt32BE(crc(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(1, 8)
  const row = Buffer.alloc(1 + Math.ceil(Math.min(width, 20_000) / 8))
  const content = deflateSync(Buffer.concat(Array.from({ length: Math.min(height, 20_000) }, () => row)))
  const magic = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', content), chunk('IEND', Buffer.alloc(0))])
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}

test.each([
  ['a PNG', () => field(300, 200).png().toBuffer()],
  ['a JPEG', () => field(1000, 3000).jpeg().toBuffer()],
  ['a WebP', () => field(20, 10).webp().toBuffer()],
  ['a GIF', () => field(1, 1).gif().toBuffer()],
  ['as many pixels as are taken', async () => png(4096, 4096)],
])('%s becomes 256 × 256 pixels of WebP', async (_, make) => {
  const made = await remake(await make())
  expect(await sharp(made).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 })
})

test('of many frames the first one is taken', async () => {
  const made = await remake(await frames().toBuffer())
  expect((await sharp(made).metadata()).pages ?? 1).toBe(1)
  expect((await sharp(made).stats()).channels[0]?.mean).toBeGreaterThan(250)
})

test('what a camera wrote about the place and itself is gone, and the picture stands upright', async () => {
  const place = { IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } }
  const taken = await halves(256, 256)
    .withMetadata({ orientation: 3 })
    .withExifMerge(place)
    .jpeg({ quality: 100 })
    .toBuffer()
  expect((await sharp(taken).metadata()).orientation).toBe(3)
  const made = await remake(taken)
  const { exif, icc, xmp, iptc, orientation } = await sharp(made).metadata()
  expect([exif, icc, xmp, iptc, orientation]).toEqual(Array(5).fill(undefined))
  expect(made.includes('Camera')).toBe(false)
  const left = await sharp(made).extract({ left: 0, top: 0, width: 100, height: 256 }).png().toBuffer()
  expect((await sharp(left).stats()).channels[0]?.mean).toBeGreaterThan(200)
})

test.each<[string, () => Promise<Buffer> | Buffer]>([
  ['nothing', () => Buffer.alloc(0)],
  ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
  [
    'a page that begins as a PNG',
    () => Buffer.from('\x89PNG\r\n\x1a\n<html><script>alert(1)</script>', 'latin1'),
  ],
  ['a page that begins as a GIF', () => Buffer.from('GIF89a<html><script>alert(1)</script></html>')],
  ['CVE-2026-45314: an SVG', () => svg],
  ['an SVG after a byte order mark', () => Buffer.concat([Buffer.from('\ufeff'), svg])],
  ['an SVG that begins as a JPEG', () => Buffer.concat([Buffer.from('ffd8ff', 'hex'), svg])],
  ['a TIFF', () => field(9, 9).tiff().toBuffer()],
  ['an AVIF', () => field(9, 9).avif().toBuffer()],
  [
    'a cut PNG',
    async () => (await field(300, 300).png({ compressionLevel: 0 }).toBuffer()).subarray(0, 9000),
  ],
  ['a cut JPEG', async () => (await halves(900, 900).jpeg().toBuffer()).subarray(0, 3000)],
  ['a cut WebP', async () => (await halves(900, 900).webp().toBuffer()).subarray(0, 60)],
  ['10,000 × 10,000 pixels', () => png(10_000, 10_000)],
  ['4,097 × 4,096 pixels', () => png(4097, 4096)],
  ['two thousand million pixels on a side', () => png(2 ** 31 - 1, 2 ** 31 - 1)],
  ['no pixels', () => png(0, 0)],
  [
    'a GIF of 65,535 × 65,535 pixels',
    () => Buffer.from('474946383961ffffffff80000000000000ffffff2c00000000ffffffff000002024401003b', 'hex'),
  ],
])('%s is no usable picture', async (_, make) => {
  await expect(remake(await make())).rejects.toBeInstanceOf(UnusablePicture)
})
