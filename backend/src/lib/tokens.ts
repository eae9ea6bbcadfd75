import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'
import { CompactSign, errors, exportJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { z } from 'zod'
import { Refusal } from './refusal.ts'
import type { Secrets } from './secrets.ts'

/** Each kind of token has its own `typ` and its own audience, so that one never passes for another (RFC 8725). */
export type TokenKind = 'access' | 'visitor' | 'preview'

/** What we state under our own signature: that somebody agreed, that something was deleted, an answer to a request. */
export type Statement = 'consent-receipt' | 'deletion-receipt' | 'request-receipt'

export interface Tokens {
  sign(kind: TokenKind, claims: JWTPayload, now: Date, seconds: number): Promise<string>
  /**
   * The claims of a token of this kind, checked against the schema. Refuses with `unauthenticated`, or
   * `token_expired` when only its time is over; `late` accepts so many seconds beyond it.
   */
  read<T>(kind: TokenKind, token: string, schema: z.ZodType<T>, now: Date, late?: number): Promise<T>
  /** Signs what we state and others can verify: compact JWS (RFC 7515), Ed25519; its `typ` says which statement it is. */
  attest(kind: Statement, body: object): Promise<string>
  /** The public half of the statements' key, as a JWK set. */
  jwks(): Promise<{ keys: JWK[] }>
}

const algorithm = 'HS256'

/** Tokens signed by us for `issuer` (the backend's own origin). The algorithm is fixed; `alg` is never believed. */
export async function createTokens(secrets: Secrets, issuer: string): Promise<Tokens> {
  const key = await crypto.subtle.importKey(
    'raw',
    new Uint8Array(secrets.tokens),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  )
  const receiptKey = ed25519(secrets.receipts)
  const kid = 'receipts-1'
  return {
    sign: (kind, claims, now, seconds) => {
      const iat = Math.floor(now.getTime() / 1000)
      return new SignJWT(claims)
        .setProtectedHeader({ alg: algorithm, typ: `${kind}+jwt` })
        .setIssuer(issuer)
        .setAudience(kind)
        .setIssuedAt(iat)
        .setExpirationTime(iat + seconds)
        .sign(key)
    },
    read: async (kind, token, schema, now, late = 0) => {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [algorithm],
        typ: `${kind}+jwt`,
        issuer,
        audience: kind,
        currentDate: now,
        clockTolerance: late,
        requiredClaims: ['exp', 'iat'],
      }).catch(error => {
        throw new Refusal(error instanceof errors.JWTExpired ? 'token_expired' : 'unauthenticated')
      })
      const claims = schema.safeParse(payload)
      if (!claims.success) throw new Refusal('unauthenticated')
      return claims.data
    },
    attest: (kind, body) =>
      new CompactSign(Buffer.from(JSON.stringify(body)))
        .setProtectedHeader({ alg: 'EdDSA', typ: `${kind}+jwt`, kid })
        .sign(receiptKey),
    jwks: async () => ({
      keys: [{ ...(await exportJWK(createPublicKey(receiptKey))), kid, alg: 'EdDSA', use: 'sig' }],
    }),
  }
}

/** An Ed25519 key from 32 secret bytes, in the PKCS #8 frame of RFC 8410. */
function ed25519(seed: Buffer): KeyObject {
  const frame = Buffer.from('302e020100300506032b657004220420', 'hex')
  const bytes = Buffer.from(hkdfSync('sha256', seed, '', 'atavus receipts', 32))
  return createPrivateKey({ key: Buffer.concat([frame, bytes]), format: 'der', type: 'pkcs8' })
}
