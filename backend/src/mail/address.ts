import { open, seal } from '../lib/seal.ts'

const bound = 'mail address'

/** An address that is about to be no account's any more, for the subject of a last mail to it; base64. */
export const sealAddress = (master: Buffer, address: string): string =>
  seal(master, Buffer.from(address), bound).toString('base64')

/** What `sealAddress` sealed; throws when the key is another. */
export const openAddress = (master: Buffer, sealed: string): string =>
  open(master, Buffer.from(sealed, 'base64'), bound).toString()
