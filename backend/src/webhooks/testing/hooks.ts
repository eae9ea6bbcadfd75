import type { Deliveries, WebhookEvent, WebhookMade } from '@atavus/contract/workspace'
import type { z } from 'zod'
import type { Owner } from '../../testing/shop.ts'
import type { Received } from '../../testing/upstream.ts'

export const everyEvent: WebhookEvent[] = ['question.unanswered', 'rights.requested', 'conversation.ended']

/** A webhook of an owner, with its secret. */
export async function webhookOf(owner: Owner, url: string, events = everyEvent) {
  const answer = await owner.call('POST', '/v1/webhooks', { url, events })
  if (answer.status !== 201) throw new Error(await answer.text())
  const { webhook, secret } = (await answer.json()) as z.infer<typeof WebhookMade>
  return { ...webhook, secret }
}

/** What a webhook was sent, newest first, as its owner sees it. */
export async function deliveriesOf(owner: Owner, webhook: string, cursor = '') {
  const answer = await owner.call('GET', `/v1/webhooks/${webhook}/deliveries${cursor && `?cursor=${cursor}`}`)
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as z.infer<typeof Deliveries>
}

/** Whether a receiver that knows the secret believes what it got, by standardwebhooks.com and the browser's own crypto. */
export async function believed({ headers, body }: Received, secret: string, now: Date): Promise<boolean> {
  const [id, at, signatures] = ['id', 'timestamp', 'signature'].map(name =>
    String(headers[`webhook-${name}`]),
  )
  if (Math.abs(now.getTime() / 1000 - Number(at)) > 300) return false
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ])
  const content = new TextEncoder().encode(`${id}.${at}.${body}`)
  for (const signature of String(signatures).split(' ')) {
    const [version, value = ''] = signature.split(',')
    if (version === 'v1' && (await crypto.subtle.verify('HMAC', key, Buffer.from(value, 'base64'), content)))
      return true
  }
  return false
}
