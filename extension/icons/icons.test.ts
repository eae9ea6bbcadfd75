import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { draw } from './draw.ts'
import { png } from './png.ts'

const svg = readFileSync(new URL('mark.svg', import.meta.url), 'utf8')
const at = (pixels: Uint8Array, size: number, x: number, y: number) => [
  ...pixels.subarray((y * size + x) * 4, (y * size + x) * 4 + 4),
]

test.each([16, 32, 48, 128])(
  'at %d pixels the corner is clear, the ground ours and the middle white',
  size => {
    const pixels = draw(svg, size)
    expect(at(pixels, size, 0, 0)[3]).toBeLessThan(140)
    expect(at(pixels, size, Math.round(size / 4), Math.round(size / 8))).toEqual([0x3b, 0x4c, 0xca, 255])
    expect(at(pixels, size, size / 2, size / 2)).toEqual([255, 255, 255, 255])
  },
)

test('the mark is the same upside down and mirrored', () => {
  const pixels = draw(svg, 48)
  const turned = Uint8Array.from({ length: pixels.length }, (_, index) => {
    const pixel = 48 * 48 - 1 - Math.floor(index / 4)
    return pixels[pixel * 4 + (index % 4)]!
  })
  const most = pixels.reduce((most, value, index) => Math.max(most, Math.abs(value - turned[index]!)), 0)
  expect(most).toBeLessThanOrEqual(8)
})

test('a picture says its size and holds its pixels', () => {
  const file = png(draw(svg, 32), 32)
  expect(file.subarray(1, 4).toString('latin1')).toBe('PNG')
  expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([32, 32])
})
