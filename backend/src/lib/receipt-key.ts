import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { Secrets } from './secrets.ts'

/** The Ed25519 key that signs receipts, its public half (RFC 8037) and its name among those that ever did. */
export interface ReceiptKey {
  key: KeyObject
  kid: string
  x: string
}

type Seed = Pick<Secrets, 'receipts' | 'former'>

const made = new WeakMap<Buffer, ReceiptKey>()

/** The key that is made of the secret for receipts. */
export function receiptKeyOf({ receipts, former }: Seed): ReceiptKey {
  const known = made.get(receipts)
  if (known) return known
  const key = ed25519(receipts)
  const x = createPublicKey(key).export({ format: 'jwk' }).x ?? ''
  // The first one has its name from before there were others; all later ones have theirs from themselves.
  const kid = former.receipts.length ? `receipts-${hashOf(x)}` : 'receipts-1'
  const one = { key, kid, x }
  made.set(receipts, one)
  return one
}

const hashOf = (x: string): string => createHash('sha256').update(x).digest('hex').slice(0, 12)

/** An Ed25519 key from 32 secret bytes, in the PKCS #8 frame of RFC 8410. */
function ed25519(seed: Buffer): KeyObject {
  const frame = Buffer.from('302e020100300506032b657004220420', 'hex')
  const bytes = Buffer.from(hkdfSync('sha256', seed, '', 'atavus receipts', 32))
  return createPrivateKey({ key: Buffer.concat([frame, bytes]), format: 'der', type: 'pkcs8' })
}
