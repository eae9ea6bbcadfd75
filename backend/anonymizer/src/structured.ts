import { findEmails } from './contact/email.ts'
import { findSpelledNumbers } from './contact/numbers-in-words.ts'
import { findNationalIds } from './ids/national-ids.ts'
import { findIps } from './network/ips.ts'
import { findLocations } from './network/locations.ts'
import { findMacs } from './network/macs.ts'
import { findUrls } from './network/urls.ts'
import { findCards } from './payment/cards.ts'
import { findIbans } from './payment/ibans.ts'
import { findWallets } from './payment/wallets.ts'
import type { Detector } from './scan.ts'
import { findPasswords } from './secrets/passwords.ts'
import { findSecrets } from './secrets/secrets.ts'

/**
 * The detectors of what has a form of its own: no lexicon is needed, so a browser can have them. Telephone numbers are
 * judged by much data (`contact/phone-judge.ts`) or by little (`contact/phone-judge-small.ts`).
 */
export const structured = (findPhones: Detector): Detector[] => [
  findEmails,
  withDigits(findPhones),
  findSpelledNumbers,
  withDigits(findIbans),
  withDigits(findCards),
  findWallets,
  findNationalIds,
  findIps,
  findMacs,
  findUrls,
  findLocations,
  findSecrets,
  findPasswords,
]

/** What it looks for holds a digit: most of what people say does not. */
export const withDigits =
  (detector: Detector): Detector =>
  scan =>
    digit.test(scan.text) ? detector(scan) : []

const digit = /\d/
