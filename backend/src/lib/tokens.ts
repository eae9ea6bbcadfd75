import {
  CompactSign,
  errors,
  type JWK,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
  SignJWT,
} from 'jose'
import type { z } from 'zod'
import { receiptKeyOf } from './receipt-key.ts'
import { Refusal } from './refusal.ts'
import type { Secrets } from './secrets.ts'

/** Each kind of token has its own `typ` and its own audience, so that one never passes for another (RFC 8725). */
export type TokenKind = 'access' | 'visitor' | 'preview' | 'device'

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
  /** The public halves of the statements' key and of all that were before it, as a JWK set. */
  jwks(): Promise<{ keys: JWK[] }>
}

const algorithm = 'HS256'

/**
 * Tokens signed by us for `issuer` (the backend's own origin). The algorithm is fixed; `alg` is never believed. What
 * the secrets have learnt counts at once.
 */
export async function createTokens(secrets: Secrets, issuer: string): Promise<Tokens> {
  // Wrong secrets are told at the start.
  await keyOf(secrets.tokens)
  return {
    sign: async (kind, claims, now, seconds) => {
      const iat = Math.floor(now.getTime() / 1000)
      return new SignJWT(claims)
        .setProtectedHeader({ alg: algorithm, typ: `${kind}+jwt` })
        .setIssuer(issuer)
        .setAudience(kind)
        .setIssuedAt(iat)
        .setExpirationTime(iat + seconds)
        .sign(await keyOf(secrets.tokens))
    },
    read: async (kind, token, schema, now, late = 0) => {
      const payload = await verified(secrets, token, now, {
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
    attest: (kind, body) => {
      const { key, kid } = receiptKeyOf(secrets)
      return new CompactSign(Buffer.from(JSON.stringify(body)))
        .setProtectedHeader({ alg: 'EdDSA', typ: `${kind}+jwt`, kid })
        .sign(key)
    },
    jwks: async () => ({
      keys: [receiptKeyOf(secrets), ...secrets.former.receipts].map(({ kid, x }) => ({
        crv: 'Ed25519',
        x,
        kty: 'OKP',
        kid,
        alg: 'EdDSA',
        use: 'sig',
      })),
    }),
  }
}

/** The claims of a token that the key signed which signs now, or one before it whose tokens are not all over yet. */
async function verified(
  { tokens, former }: Secrets,
  token: string,
  now: Date,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const keys = [tokens, ...former.tokens.filter(({ until }) => until > now).map(({ key }) => key)]
  for (const [index, key] of keys.entries())
    try {
      return (await jwtVerify(token, await keyOf(key), options)).payload
    } catch (error) {
      const another = error instanceof errors.JWSSignatureVerificationFailed
      if (!another || index === keys.length - 1) throw error
    }
  throw new errors.JWSSignatureVerificationFailed()
}

const imported = new WeakMap<Buffer, Promise<CryptoKey>>()

/** A key of tokens made ready once. */
function keyOf(secret: Buffer): Promise<CryptoKey> {
  const known = imported.get(secret)
  if (known) return known
  const key = crypto.subtle.importKey(
    'raw',
    new Uint8Array(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  )
  imported.set(secret, key)
  return key
}
