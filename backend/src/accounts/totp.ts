import { createHmac, timingSafeEqual } from 'node:crypto'

/** As every authenticator has it: RFC 6238 with SHA-1, six digits, steps of thirty seconds. */
const stepSeconds = 30
const digits = 6
/** How many steps an authenticator's clock may be off, either way (RFC 6238, 5.2). */
const drift = 1
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code of a secret at a step: so many steps of thirty seconds after 1970 (RFC 4226, 5.3). */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = mac.readUInt32BE(mac.readUInt8(mac.length - 1) & 0xf) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step whose code was given, of the present one and its neighbours; undefined when it is the code of none. */
export function totpStep(secret: Uint8Array, code: string, now: Date): number | undefined {
  if (!/^[0-9]{6}$/.test(code)) return undefined
  const present = Math.floor(now.getTime() / 1000 / stepSeconds)
  const near = Array.from({ length: 2 * drift + 1 }, (_, at) => present - drift + at)
  // Each is compared, so that the time says nothing about which it was.
  const matching = near.filter(step =>
    timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code)),
  )
  return matching.at(-1)
}

/**
 * What a QR code tells an authenticator. The host stands in the label, so that two servers' entries can be told apart;
 * without its port, since a label may hold one colon only.
 */
export function totpUri(secret: string, { url, email }: { url: string; email: string }): string {
  const issuer = encodeURIComponent(`Atavus (${new URL(url).hostname})`)
  const numbers = `algorithm=SHA1&digits=${digits}&period=${stepSeconds}`
  return `otpauth://totp/${issuer}:${encodeURIComponent(email)}?secret=${secret}&issuer=${issuer}&${numbers}`
}

/** Bytes in base32 (RFC 4648, 6) without padding. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(five => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}
