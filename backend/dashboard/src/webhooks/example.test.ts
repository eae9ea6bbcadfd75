import { createHmac, timingSafeEqual } from 'node:crypto'
import { expect, test } from 'vitest'
import { nodeExample } from './example.ts'

const key = Buffer.from('the key that both sides know')

function example() {
  const code = nodeExample.replace(/^import .*$/m, '').replace('export function', 'return function')
  const env = { WEBHOOK_SECRET: `whsec_${key.toString('base64')}` }
  return new Function('createHmac', 'timingSafeEqual', 'process', code)(createHmac, timingSafeEqual, { env })
}

function headersFor(body: string, seconds: number) {
  const signature = createHmac('sha256', key).update(`msg_1.${seconds}.${body}`).digest('base64')
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  }
}

test('the example believes what is signed and new, and nothing else', () => {
  const isFromAtavus = example()
  const now = Math.floor(Date.now() / 1000)
  expect(isFromAtavus(headersFor('{"a":1}', now), '{"a":1}')).toBe(true)
  expect(isFromAtavus(headersFor('{"a":1}', now), '{"a":2}')).toBe(false)
  expect(isFromAtavus(headersFor('{"a":1}', now - 600), '{"a":1}')).toBe(false)
})
