/**
 * What is left of a number of any length when it is divided by 97; letters count as 10 to 35. ISO/IEC 7064 MOD 97-10
 * as ISO 13616 uses it for the IBAN, and plain for the French, Belgian and Spanish numbers.
 */
export function mod97(signs: string): number {
  let rest = 0
  for (let at = 0; at < signs.length; at++) {
    const value = signValue(signs.charCodeAt(at))
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** 0 to 9 for a digit, 10 to 35 for a letter of either case. */
export function signValue(code: number): number {
  return code < 58 ? code - 48 : (code | 32) - 87
}
