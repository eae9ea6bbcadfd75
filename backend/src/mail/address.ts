import type { Master } from '../lib/master.ts'

/** An address that is about to be no account's any more, for the subject of a last mail to it; base64. */
export const sealAddress = (master: Master, address: string): string =>
  master.seal('address', [], Buffer.from(address)).toString('base64')

/** What `sealAddress` sealed; throws when the key is another. */
export const openAddress = (master: Master, sealed: string): string =>
  master.open('address', [], Buffer.from(sealed, 'base64')).toString()
