/** ISO/IEC 7064 MOD 11,10 over digits with the check digit at the end; the German tax number uses it (§ 139b AO). */
export function mod11mod10(digits: string): boolean {
  let product = 10
  for (let at = 0; at < digits.length - 1; at++) {
    const sum = (Number(digits[at]) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return (11 - product) % 10 === Number(digits.at(-1))
}
