import { createHash, randomInt } from 'node:crypto'

/** Crockford's base 32: no letter that is taken for another sign. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groups = 5
const size = 4

/**
 * A code for a receipt: 100 random bits, in groups that can be read aloud. Whoever has it proves that the words under
 * the receipt are theirs (GDPR Art. 12(6): no more is asked). The database holds its hash alone.
 */
export function newCode(): string {
  const part = () => Array.from({ length: size }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `ATV-${Array.from({ length: groups }, part).join('-')}`
}

/** The SHA-256 of a code, however it was typed: letters that look like digits are those digits. */
export function codeHash(typed: string): Buffer {
  const plain = typed
    .toUpperCase()
    .replace(/^\s*ATV/, '')
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return createHash('sha256').update(plain).digest()
}
