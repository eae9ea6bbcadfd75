import { type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import { Refusal } from '../lib/refusal.ts'
import type { IdentitySecret } from './secret.ts'

/** In seconds: how far a site's clock may be ahead of ours, and how long its word may hold. */
const ahead = 60
const longest = 60 * 60

const Claims = z.object({
  // Characters as they are written; what UTF-8 cannot hold would make two names one.
  sub: z.string().regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u),
  aud: z.string(),
  iat: z.number(),
  exp: z.number(),
})

/** Whether the secret with the id still counts among an assistant's. */
export function vouches(id: string, secrets: readonly IdentitySecret[], now: Date): boolean {
  return livingOf(secrets, now).some(secret => secret.id === id)
}

/** A person, by the name that their site has for them. */
export interface Named {
  name: string
  /** The id of the secret that the word about them was signed with. */
  secret: string
}

/**
 * Whom a site's server names in a JWT (RFC 7519), signed by HS256 with one of the secrets and meant for one of `audience`.
 * The algorithm is fixed here, and no key that a token names or brings is looked at (RFC 8725, 3.1 and 3.10).
 * Refuses everything else with `identity_invalid`.
 */
export async function readIdentity(
  identity: string,
  secrets: readonly IdentitySecret[],
  audience: readonly string[],
  now: Date,
): Promise<Named> {
  for (const { id, secret } of livingOf(secrets, now)) {
    const payload = await verified(identity, secret, now)
    if (payload) return { name: nameIn(payload, audience, Math.floor(now.getTime() / 1000)), secret: id }
  }
  throw new Refusal('identity_invalid')
}

const livingOf = (secrets: readonly IdentitySecret[], now: Date) =>
  secrets.filter(({ until }) => until === null || until > now)

async function verified(identity: string, secret: string, now: Date): Promise<JWTPayload | undefined> {
  const options = { algorithms: ['HS256'], currentDate: now, clockTolerance: ahead }
  const { payload, protectedHeader } = await jwtVerify(identity, Buffer.from(secret), options).catch(() => ({
    payload: undefined,
    protectedHeader: undefined,
  }))
  const { typ } = protectedHeader ?? {}
  return typ === undefined || typ === 'JWT' ? payload : undefined
}

function nameIn(payload: JWTPayload, audience: readonly string[], now: number): string {
  const { success, data } = Claims.safeParse(payload)
  if (!success || !audience.includes(data.aud)) throw new Refusal('identity_invalid')
  const { sub, iat, exp } = data
  if (exp <= now || iat > now + ahead || exp - iat > longest) throw new Refusal('identity_invalid')
  return sub
}
