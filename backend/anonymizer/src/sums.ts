/**
 * Tells of a stretch of a text what its signs are as digits of one number, in one step however long it is. Two that
 * differ are the same number by chance alone.
 */
export function sumsOf(text: string): (start: number, end: number) => number {
  const sums = new Int32Array(text.length + 1)
  const powers = sums.map(() => 1)
  for (let at = 0; at < text.length; at++) {
    sums[at + 1] = Math.imul(sums[at]!, base) + text.charCodeAt(at)
    powers[at + 1] = Math.imul(powers[at]!, base)
  }
  return (start, end) => (sums[end]! - Math.imul(sums[start]!, powers[end - start]!)) | 0
}

const base = 0x01000193
