import { createHmac, timingSafeEqual } from 'node:crypto'

/** One generation of a session's refresh tokens. */
export interface RefreshToken {
  account: string
  session: string
  generation: number
}

/** Who keeps a token: a browser in its cookie, or an extension. That of one is never taken for the other's. */
export type TokenKeeper = 'browser' | 'device'

const labels: Record<TokenKeeper, string> = { browser: 'refresh\0', device: 'device\0' }
const bodyLength = 36
const length = bodyLength + 32

/**
 * The token of a generation: its ids and number, and the HMAC-SHA-256 over them. The same generation always has
 * the same token, so that it need not be stored, and whoever asks twice in a moment gets the same child.
 */
export function refreshToken(
  secret: Buffer,
  keeper: TokenKeeper,
  { account, session, generation }: RefreshToken,
): string {
  const body = Buffer.alloc(bodyLength)
  body.write(account.replaceAll('-', ''), 0, 'hex')
  body.write(session.replaceAll('-', ''), 16, 'hex')
  body.writeUInt32BE(generation, 32)
  return Buffer.concat([body, mac(secret, keeper, body)]).toString('base64url')
}

/** What a token stands for; undefined when we did not make it for this kind of keeper. */
export function readRefreshToken(
  secret: Buffer,
  keeper: TokenKeeper,
  token: string,
): RefreshToken | undefined {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== length) return undefined
  const body = bytes.subarray(0, bodyLength)
  if (!timingSafeEqual(mac(secret, keeper, body), bytes.subarray(bodyLength))) return undefined
  return {
    account: dashed(body.toString('hex', 0, 16)),
    session: dashed(body.toString('hex', 16, 32)),
    generation: body.readUInt32BE(32),
  }
}

const mac = (secret: Buffer, keeper: TokenKeeper, body: Buffer) =>
  createHmac('sha256', secret).update(labels[keeper]).update(body).digest()

const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
