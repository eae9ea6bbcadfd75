import { base58, versionOf } from './base58.ts'
import { isBech32 } from './bech32.ts'

interface Coin {
  name: string
  /** What an address looks like; kept so wide that one with a slip is still known as one. */
  form: RegExp
  /** Whether its checksum holds; one without is taken by its form. */
  valid?: (address: string) => boolean
  /** Its form is that of many things: it needs a word beside it. */
  plain?: boolean
}

/** Addresses by what each of the chains publishes. Signs of both cases, whole words of at least 25. */
export const coins: readonly Coin[] = [
  {
    name: 'bitcoin',
    form: /^[13][1-9A-HJ-NP-Za-km-z]{24,34}$/,
    valid: hasVersion(0x00, 0x05),
  },
  { name: 'bitcoin', form: /^(?:bc1|BC1)[a-zA-Z0-9]{25,87}$/, valid: isBech32 },
  {
    name: 'litecoin',
    form: /^[LM][1-9A-HJ-NP-Za-km-z]{25,34}$/,
    valid: hasVersion(0x30, 0x32),
  },
  {
    name: 'litecoin',
    form: /^(?:ltc1|LTC1)[a-zA-Z0-9]{25,87}$/,
    valid: isBech32,
  },
  {
    name: 'dogecoin',
    form: /^[D9A][1-9A-HJ-NP-Za-km-z]{25,34}$/,
    valid: hasVersion(0x1e, 0x16),
  },
  {
    name: 'tron',
    form: /^T[1-9A-HJ-NP-Za-km-z]{32,34}$/,
    valid: hasVersion(0x41),
  },
  {
    name: 'ripple',
    form: /^r[1-9A-HJ-NP-Za-km-z]{24,34}$/,
    valid: address => versionOf(address, true) === 0,
  },
  {
    name: 'cardano',
    form: /^(?:addr1|stake1)[a-z0-9]{45,105}$/,
    valid: isBech32,
  },
  { name: 'ethereum', form: /^0x[0-9a-fA-F]{40}$/ },
  {
    name: 'monero',
    form: /^(?:[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}|4[1-9A-HJ-NP-Za-km-z]{105})$/,
  },
  {
    name: 'solana',
    form: /^[1-9A-HJ-NP-Za-km-z]{32,44}$/,
    valid: address => base58(address)?.length === 32,
    plain: true,
  },
]

function hasVersion(...versions: number[]): (address: string) => boolean {
  return address => versions.includes(versionOf(address) ?? -1)
}
