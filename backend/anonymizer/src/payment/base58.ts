import { sha256 } from './sha256.ts'

const bitcoin = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const ripple = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz'

/**
 * The bytes that a Base58 text stands for (Bitcoin's alphabet, or that of the XRP ledger), or nothing if it has other
 * signs. Zero bytes at the beginning are written as the alphabet's first sign, one each.
 */
export function base58(text: string, alphabet = bitcoin): Uint8Array | undefined {
  const bytes: number[] = []
  for (const sign of text) {
    let carry = alphabet.indexOf(sign)
    if (carry < 0) return undefined
    for (let at = 0; at < bytes.length; at++) {
      carry += bytes[at]! * 58
      bytes[at] = carry & 255
      carry >>= 8
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 255)
  }
  for (let at = 0; text.charAt(at) === alphabet[0]; at++) bytes.push(0)
  return Uint8Array.from(bytes.reverse())
}

/** The version of an address in Base58Check: its last four bytes are those that the hash of its hash begins with. */
export function versionOf(text: string, isRipple = false): number | undefined {
  const bytes = base58(text, isRipple ? ripple : bitcoin)
  if (bytes?.length !== 25) return undefined
  const hash = sha256(sha256(bytes.subarray(0, 21)))
  return bytes.subarray(21).every((byte, at) => byte === hash[at]) ? bytes[0] : undefined
}
