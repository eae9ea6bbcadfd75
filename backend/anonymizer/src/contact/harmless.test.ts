import { expect, test } from 'vitest'
import { findIps } from '../network/ips.ts'
import { findLocations } from '../network/locations.ts'
import { findMacs } from '../network/macs.ts'
import { findUrls } from '../network/urls.ts'
import { type Finding, type Scan, scanOf } from '../scan.ts'
import { findPasswords } from '../secrets/passwords.ts'
import { findSecrets } from '../secrets/secrets.ts'
import { findEmails } from './email.ts'
import harmless from './harmless.json' with { type: 'json' }
import { findSpelledNumbers } from './numbers-in-words.ts'
import { findPhones } from './phone-judge.ts'

const detectors: ((scan: Scan) => Finding[])[] = [
  findEmails,
  findPhones,
  findSpelledNumbers,
  findIps,
  findMacs,
  findUrls,
  findLocations,
  findSecrets,
  findPasswords,
]

// What shops, authors and machines write, and looks a little like what a person would hide.
test.each(harmless)('%s', text => {
  const scan = scanOf(text, { regions: [] })
  expect(detectors.flatMap(detect => detect(scan))).toEqual([])
})
