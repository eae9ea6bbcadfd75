import { type DeviceRequest, deviceRequest, renewed, type SignedIn, signedIn } from './checked.ts'
import type { Send } from './wire.ts'

export type Devices = ReturnType<typeof createDevices>

/** How this browser becomes a device of an account, and ceases to be one. Every call throws a Problem when it fails. */
export function createDevices(send: Send) {
  const json = async (server: string, path: string, body: object): Promise<unknown> =>
    (await send(server, 'POST', `/v1/devices${path}`, { body })).json()
  return {
    /** Asks for a sign-in; `name` is what the account's owner reads among their devices. */
    begin: async (server: string, challenge: string, name: string): Promise<DeviceRequest> =>
      deviceRequest(await json(server, '', { challenge, name })),
    /** Refused with `not_yet` as long as nobody has said yes. */
    token: async (server: string, request: string, verifier: string): Promise<SignedIn> =>
      signedIn(await json(server, '/token', { request, verifier })),
    /** The refresh token is spent by this: the answer has the next. */
    renew: async (server: string, refresh: string) => renewed(await json(server, '/renew', { refresh })),
    async end(server: string, refresh: string): Promise<void> {
      await send(server, 'POST', '/v1/devices/end', { body: { refresh } })
    },
  }
}
