/** How a server in Node verifies what it was sent (Standard Webhooks 1.0): HMAC-SHA-256 over id, seconds and raw body. */
export const nodeExample = `import { createHmac, timingSafeEqual } from 'node:crypto'

const [, secret] = process.env.WEBHOOK_SECRET.split('_')
const key = Buffer.from(secret, 'base64')

export function isFromAtavus(headers, body) {
  const id = headers['webhook-id']
  const at = headers['webhook-timestamp']
  const age = Date.now() / 1000 - Number(at)
  if (!(Math.abs(age) < 300)) return false
  const wanted = createHmac('sha256', key)
    .update(\`\${id}.\${at}.\${body}\`).digest()
  const isRight = one => {
    const given = Buffer.from(one.slice(3), 'base64')
    return given.length === wanted.length
      && timingSafeEqual(given, wanted)
  }
  const signatures = headers['webhook-signature']
  return signatures.split(' ').some(isRight)
}`
