import { createHmac, randomBytes } from 'node:crypto'
import { base32 } from './totp.ts'

const count = 10
/** In base32: 50 bits, which nobody guesses at the rate that is allowed. */
const length = 10

/** Codes that each sign in once without the authenticator, as they are shown: `ABCDE-FGHIJ`. */
export function newRecoveryCodes(): string[] {
  const codes = new Set<string>()
  while (codes.size < count) codes.add(base32(randomBytes(8)).slice(0, length))
  return [...codes].map(code => `${code.slice(0, length / 2)}-${code.slice(length / 2)}`)
}

/**
 * What somebody typed as it is compared and hashed: without spaces, dashes and differences of case, so that ` a ` and
 * `a` are one code. Applies to authenticators' codes, too, which are read in groups.
 */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase()

/** The keyed hash under which an account's code is kept, however it is typed. */
export function recoveryHash(secret: Buffer, account: string, typed: string): Buffer {
  return createHmac('sha256', secret)
    .update(`recovery-code\0${account}\0${plainCode(typed)}`)
    .digest()
}
