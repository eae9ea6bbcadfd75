import { expect, test } from 'vitest'
import { newKey } from '../lib/seal.ts'
import { openSecret, sealSecret, shownSecret, signed } from './sign.ts'

test('what is signed is signed as the makers of Standard Webhooks sign their example', () => {
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const at = new Date(1_614_265_330_999)

  expect(signed(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, '{"test": 2432232314}')).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('a secret is shown in base64, and opens for its own webhook and workspace alone', () => {
  const [secret, key] = [newKey(), newKey()]
  const sealed = sealSecret(key, 'one', secret)

  expect(shownSecret(secret)).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(openSecret(key, 'one', sealed)).toEqual(secret)
  expect(() => openSecret(key, 'two', sealed)).toThrow()
  expect(() => openSecret(newKey(), 'one', sealed)).toThrow()
})
