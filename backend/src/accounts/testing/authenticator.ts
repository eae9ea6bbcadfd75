import { totpCode } from '../totp.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator does with a secret that it is told: shows the code of the moment, or of some steps away. */
export function authenticatorOf(secret: string, now: () => Date) {
  const bits = [...secret].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  return (steps = 0) => totpCode(bytes, Math.floor(now().getTime() / 30_000) + steps)
}
