import { maybe, number, shape, text } from '@atavus/widget/client/checked.ts'

/** A sign-in that waits for its yes on the server's page. */
export const deviceRequest = shape({
  request: text,
  code: text,
  page: text,
  everySeconds: number,
  expiresAt: text,
})
export type DeviceRequest = ReturnType<typeof deviceRequest>

const access = shape({ token: text, until: text })
export const renewed = shape({ access, refresh: text })
export const signedIn = shape({
  account: shape({ id: text, username: text, email: maybe(text) }),
  device: text,
  access,
  refresh: text,
})
export type SignedIn = ReturnType<typeof signedIn>
