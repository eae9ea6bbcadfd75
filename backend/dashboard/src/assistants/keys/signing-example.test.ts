import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { signingExample } from './signing-example.ts'

test('the example signs as it says: by HS256, for this key, for ten minutes', () => {
  const code = signingExample('atv_pk_example')
    .replace(/^import .*$/m, '')
    .replace('export function', 'return function')
  const run = new Function('createHmac', 'process', code)
  const token: string = run(createHmac, { env: { ATAVUS_IDENTITY_SECRET: 'secret' } })({ id: 'anna' })
  const [head = '', body = '', signature] = token.split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  expect(read(head)).toEqual({ alg: 'HS256', typ: 'JWT' })
  expect(read(body)).toMatchObject({ sub: 'anna', aud: 'atv_pk_example' })
  expect(read(body).exp - read(body).iat).toBe(600)
  expect(signature).toBe(createHmac('sha256', 'secret').update(`${head}.${body}`).digest('base64url'))
})
