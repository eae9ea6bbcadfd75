/**
 * Gives the part of an amount (in cents) that belongs to `part` of `whole` seconds, rounded to the nearest cent,
 * halves away from zero. Integers throughout: Stripe counts prorations to the second and each line is rounded by itself.
 */
export function share(amount: number, part: number, whole: number): number {
  const [cents, seconds, total] = [BigInt(Math.abs(amount)), BigInt(part), BigInt(whole)]
  const rounded = Number((2n * cents * seconds + total) / (2n * total))
  return amount < 0 ? 0 - rounded : rounded
}
