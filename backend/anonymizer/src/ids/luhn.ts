/**
 * The Luhn sum of a row of digits: every second one from the right is doubled and its own digits are added up; the
 * whole is a multiple of ten. ISO/IEC 7812-1, annex B; also the check of the Canadian SIN and of Swedish numbers.
 */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let at = digits.length - 1, twice = false; at >= 0; at--, twice = !twice) {
    const digit = digits.charCodeAt(at) - 48
    sum += twice ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum % 10 === 0
}
