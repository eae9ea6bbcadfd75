import { createHash, randomBytes } from 'node:crypto'
import type { DeviceAsked, DeviceTaken } from '@atavus/contract/devices'
import type { Asked, Owner } from '../../testing/shop.ts'

/** As Chrome names an extension, and Firefox. */
export const chromeOrigin = `chrome-extension://${'abcdefghijklmnop'.repeat(2)}`
export const firefoxOrigin = 'moz-extension://0f8b2c6e-7d1a-4b3c-9e5f-a1b2c3d4e5f6'

/** What an extension keeps to itself, and what it shows of that. */
export function newVerifier(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** An extension that asks the doors: JSON from an origin of its own, no cookies. */
export function extension({ app }: Pick<Asked, 'app'>, origin = chromeOrigin) {
  const send = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const ask = async (path: string, body: unknown) => {
    const answer = await send(path, body)
    const text = await answer.text()
    return { status: answer.status, body: text ? JSON.parse(text) : undefined }
  }
  return {
    send,
    ask,
    /** Asks to be let in, and what goes with that. */
    begin: async (name = 'Firefox on Linux') => {
      const { verifier, challenge } = newVerifier()
      const asked: DeviceAsked = (await ask('/v1/devices', { challenge, name })).body
      return {
        ...asked,
        verifier,
        take: () => ask('/v1/devices/token', { request: asked.request, verifier }),
      }
    },
  }
}

/** A device of an owner's, let in by the doors, and the headers by which it asks them. */
export async function deviceOf(
  asked: Pick<Asked, 'app'>,
  owner: Pick<Owner, 'call'>,
  origin = chromeOrigin,
): Promise<DeviceTaken & { headers: Record<string, string> }> {
  const begun = await extension(asked, origin).begin()
  const allowed = await owner.call('POST', `/v1/device-requests/${begun.request}/allow`)
  if (allowed.status !== 204) throw new Error(await allowed.text())
  const taken: DeviceTaken = (await begun.take()).body
  const authorization = `Bearer ${taken.access.token}`
  return { ...taken, headers: { origin, authorization, 'content-type': 'application/json' } }
}
