import { z } from 'zod'
import { line } from './line.ts'

/** SHA-256 or 32 random bytes, as base64url without padding. */
const bytes32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const refresh = z.string().min(20).max(200)

/**
 * `challenge`: the SHA-256 of a verifier that stays in the extension (PKCE, RFC 7636, S256). `name`: what the device is
 * called where its owner sees it, e.g. `Firefox on Linux`.
 */
export const AskDevice = z.strictObject({ challenge: bytes32, name: line(80) })

/** Somebody who is signed in answers at `page`, if `code` is what their own extension shows. It opens nothing by itself. */
export const DeviceAsked = z.object({
  request: z.uuid(),
  code: z.string(),
  page: z.string(),
  /** How often to ask whether it was allowed. */
  everySeconds: z.number().int(),
  expiresAt: z.iso.datetime(),
})
export type DeviceAsked = z.infer<typeof DeviceAsked>

/** `verifier` as RFC 7636 spells it. */
export const TakeDevice = z.strictObject({
  request: z.uuid(),
  verifier: z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/),
})

/** `access.token` goes along as `Authorization: Bearer`; `refresh` renews it, once. */
export const DeviceTokens = z.object({
  access: z.object({ token: z.string(), until: z.iso.datetime() }),
  refresh: z.string(),
})
export type DeviceTokens = z.infer<typeof DeviceTokens>

const holder = z.object({ id: z.uuid(), username: z.string(), email: z.string() })

/** Whom the device signs in from now on, under which id it stands among the account's sessions, and its tokens. */
export const DeviceTaken = z.object({ account: holder, device: z.uuid(), ...DeviceTokens.shape })
export type DeviceTaken = z.infer<typeof DeviceTaken>

export const HoldDevice = z.strictObject({ refresh })

/** The device that asks, and whom it signs in. */
export const Device = z.object({
  id: z.uuid(),
  name: z.string(),
  account: holder,
  expiresAt: z.iso.datetime(),
})
export type Device = z.infer<typeof Device>

/** A device that asks to be let in, as the one sees it who may allow it. */
export const DeviceRequest = z.object({
  code: z.string(),
  name: z.string(),
  /** Whether it was asked from the network that looks at it now; otherwise somebody else may have asked. */
  sameNetwork: z.boolean(),
  askedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
})
export type DeviceRequest = z.infer<typeof DeviceRequest>
