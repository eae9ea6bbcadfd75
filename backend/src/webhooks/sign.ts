import { createHmac } from 'node:crypto'
import { open, seal } from '../lib/seal.ts'

/** The secret as its owner is shown it, once (Standard Webhooks: `whsec_` and base64). */
export const shownSecret = (secret: Buffer): string => `whsec_${secret.toString('base64')}`

/** A secret under the workspace's key; it opens for this webhook alone. */
export const sealSecret = (workspaceKey: Buffer, webhook: string, secret: Buffer): Buffer =>
  seal(workspaceKey, secret, `webhook:${webhook}`)

export const openSecret = (workspaceKey: Buffer, webhook: string, sealed: Uint8Array): Buffer =>
  open(workspaceKey, sealed, `webhook:${webhook}`)

/**
 * The headers that let the endpoint tell that a body is ours, whole and new (Standard Webhooks 1.0: HMAC-SHA-256 over
 * id, seconds and body). `id` stays the same when it is sent again.
 */
export function signed(secret: Buffer, id: string, at: Date, body: string): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1000)
  const signature = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  }
}
