import fc from 'fast-check'
import { expect, test } from 'vitest'
import { legibility } from './contrast.ts'

test.each([
  { colour: '#ffffff', ink: '#000000', ratio: 21, faint: true },
  { colour: '#000000', ink: '#ffffff', ratio: 21, faint: true },
  { colour: '#0b6b5d', ink: '#ffffff', ratio: 6.43, faint: false },
  { colour: '#ffe14d', ink: '#000000', ratio: 16, faint: true },
])('$colour carries $ink', ({ colour, ink, ratio, faint }) => {
  const found = legibility(colour)
  expect(found.ink).toBe(ink)
  expect(found.ratio).toBeCloseTo(ratio, 0)
  expect(found.faint).toBe(faint)
})

test('whatever the colour, the better ink reads well', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), value => {
      expect(legibility(`#${value.toString(16).padStart(6, '0')}`).ratio).toBeGreaterThanOrEqual(4.5)
    }),
  )
})
