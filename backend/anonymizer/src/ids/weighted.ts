/** Every digit times its weight, added up: the base of most national checks, which differ in weights and modulus. */
export function weighted(digits: string, weights: readonly number[]): number {
  let sum = 0
  for (let at = 0; at < weights.length; at++) sum += (digits.charCodeAt(at) - 48) * weights[at]!
  return sum
}

/** The same, but a product of two digits counts as the sum of them (17 as 8). */
export function crossWeighted(digits: string, weights: readonly number[]): number {
  let sum = 0
  for (let at = 0; at < weights.length; at++) {
    const product = (digits.charCodeAt(at) - 48) * weights[at]!
    sum += Math.floor(product / 10) + (product % 10)
  }
  return sum
}
