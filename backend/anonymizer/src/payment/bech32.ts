const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

/** Whether a text is in Bech32 (BIP 173) or Bech32m (BIP 350): one case, a prefix, `1`, and a checksum of six signs. */
export function isBech32(text: string): boolean {
  const lower = text.toLowerCase()
  if (text !== lower && text !== text.toUpperCase()) return false
  const middle = lower.lastIndexOf('1')
  const values = Array.from(lower.slice(middle + 1), sign => alphabet.indexOf(sign))
  if (middle < 1 || values.length < 6 || values.includes(-1)) return false
  const prefix = Array.from(lower.slice(0, middle), sign => sign.charCodeAt(0))
  const rest = polymod([...prefix.map(code => code >> 5), 0, ...prefix.map(code => code & 31), ...values])
  return rest === 1 || rest === 0x2bc830a3
}

function polymod(values: readonly number[]): number {
  let rest = 1
  for (const value of values) {
    const top = rest >>> 25
    rest = ((rest & 0x1ffffff) << 5) ^ value
    for (const [bit, generator] of generators.entries()) if ((top >> bit) & 1) rest ^= generator
  }
  return rest
}
