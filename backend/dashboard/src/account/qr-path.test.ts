import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { inGroups, qrPath } from './qr-path.ts'

test('runs of dark cells become one piece each', () => {
  const path = qrPath([
    [true, true, false, true],
    [false, false, false, false],
    [false, true, true, true],
  ])
  expect(path).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z')
})

test('a path covers exactly the dark cells of a code', () => {
  const { data } = encode('otpauth://totp/Atavus:anna@shop.example?secret=JBSWY3DPEHPK3PXP')
  const covered = [...qrPath(data).matchAll(/h(\d+)v/g)].reduce((sum, [, width]) => sum + Number(width), 0)
  expect(covered).toBe(data.flat().filter(Boolean).length)
})

test('a secret is read in groups of four', () => {
  expect(inGroups('JBSWY3DPEH')).toBe('JBSW Y3DP EH')
  expect(inGroups('JBSWY3DP')).toBe('JBSW Y3DP')
})
