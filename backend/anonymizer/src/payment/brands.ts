interface Brand {
  name: string
  prefix: RegExp
  /** How many digits they have. */
  usual: readonly number[]
  /** How many some have, but many other numbers too: those need a word beside them. */
  rare: readonly number[]
}

// Issuer identification numbers as the brands publish them (ISO/IEC 7812); Maestro last, since its range is the widest.
const brands: readonly Brand[] = [
  { name: 'visa', prefix: /^4/, usual: [16, 19], rare: [13] },
  { name: 'mastercard', prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, usual: [16], rare: [] },
  { name: 'amex', prefix: /^3[47]/, usual: [15], rare: [] },
  { name: 'discover', prefix: /^(?:6011|65|64[4-9])/, usual: [16], rare: [17, 18, 19] },
  { name: 'diners', prefix: /^(?:30[0-5]|3095|3[689])/, usual: [14], rare: [16, 17, 18, 19] },
  { name: 'jcb', prefix: /^(?:352[89]|35[3-8])/, usual: [16], rare: [17, 18, 19] },
  { name: 'unionpay', prefix: /^(?:62|81)/, usual: [16, 19], rare: [17, 18] },
  { name: 'maestro', prefix: /^(?:50|5[6-8]|6304|639|67)/, usual: [16, 19], rare: [12, 13, 14, 15, 17, 18] },
]

/** The brand that gives out numbers with these first digits and this length. */
export function brandOf(digits: string): { name: string; rare: boolean } | undefined {
  for (const { name, prefix, usual, rare } of brands) {
    if (!prefix.test(digits)) continue
    if (usual.includes(digits.length)) return { name, rare: false }
    if (rare.includes(digits.length)) return { name, rare: true }
  }
  return undefined
}
