import { afterAll, beforeAll, expect, test } from 'vitest'
import { DatabaseError } from '../db/error.ts'
import { requirePrivateDatabase } from '../db/private.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'

let here: TestWorld
let production: TestWorld

beforeAll(async () => {
  here = await testWorld()
  production = await testWorld({
    environment: {
      ATAVUS_URL: 'https://chat.example',
      TRUSTED_PROXIES: '127.0.0.1',
      ATAVUS_OPERATOR_NAME: 'Chat Ltd',
      ATAVUS_OPERATOR_ADDRESS: '1 Quay',
      ATAVUS_OPERATOR_CONTACT: 'privacy@chat.example',
      ATAVUS_OPERATOR_COUNTRY: 'Germany',
    },
  })
})
afterAll(async () => {
  await here.close()
  await production.close()
})

test('P6.6 it says that it is alive, that it is ready, and how it does', async () => {
  expect(await (await here.app.request('/healthz')).text()).toBe('ok')
  expect((await here.app.request('/readyz')).status).toBe(200)
  expect(await (await here.app.request('/metrics')).text()).toMatch(/^atavus_answers_running 0$/m)
})

test('figures are told to this machine only, also through a trusted proxy', async () => {
  const base = await production.serve()
  const from = (address: string) =>
    fetch(`${base}/metrics`, { headers: { 'x-forwarded-for': address, 'x-forwarded-proto': 'https' } })

  expect((await from('203.0.113.9')).status).toBe(404)
  expect((await from('127.0.0.1')).status).toBe(200)
})

test('P6.6 a process that drains is not ready', async () => {
  const draining = await testWorld({ beside: here })
  draining.chat.admission.close()

  expect((await draining.app.request('/readyz')).status).toBe(503)
  await draining.close()
})

test('P6.6 a process whose database does not answer is alive and not ready', async () => {
  const alone = await testWorld({ beside: here })
  const { stranger } = alone.world.db
  Object.assign(alone.world.db, { stranger: () => Promise.reject(new Error('away')) })

  expect((await alone.app.request('/healthz')).status).toBe(200)
  expect((await alone.app.request('/readyz')).status).toBe(503)
  Object.assign(alone.world.db, { stranger })
  expect((await alone.app.request('/readyz')).status).toBe(200)
  await alone.close()
})

test('P6.3 in production plain HTTP is refused, and HTTPS is demanded from then on', async () => {
  const base = await production.serve()

  const plain = await fetch(`${base}/v1/accounts/terms`)
  expect(plain.status).toBe(403)
  expect(await plain.json()).toMatchObject({ code: 'plain_http' })

  const secure = await fetch(`${base}/v1/accounts/terms`, { headers: { 'x-forwarded-proto': 'https' } })
  expect(secure.status).toBe(200)
  expect(secure.headers.get('strict-transport-security')).toMatch(/max-age=63072000; includeSubDomains/)
  expect((await fetch(`${base}/healthz`)).status).toBe(200)
})

test.each([
  ['a loopback address', 'postgres://u:p@127.0.0.1/atavus', true],
  ['a private address', 'postgres://u:p@10.1.2.3/atavus', true],
  ['a socket', 'postgres://u@/atavus?host=/run/postgresql', true],
  ['a private address beside the written one', 'postgres://u:p@93.184.216.34/atavus?host=10.1.2.3', true],
  ['a unique local IPv6 address', 'postgres://u:p@[fd12:3456::1]/atavus', true],
  ['an address of a shared network', 'postgres://u:p@100.64.0.7/atavus', true],
  ['a public address', 'postgres://u:p@93.184.216.34/atavus', false],
  ['a public IPv6 address', 'postgres://u:p@[2606:2800:220:1::1]/atavus', false],
  ['a public address instead of a socket', 'postgres://u@/atavus?host=93.184.216.34', false],
  ['a public address after a socket', 'postgres://u@/atavus?host=/run/postgresql,93.184.216.34', false],
  ['a public address by 6to4', 'postgres://u:p@[2002:5db8:d822::1]/atavus', false],
  ['a public address by NAT64', 'postgres://u:p@[64:ff9b::5db8:d822]/atavus', false],
  ['a public address in an IPv6 one', 'postgres://u:p@[::ffff:93.184.216.34]/atavus', false],
  ['the metadata service of a cloud', 'postgres://u:p@169.254.169.254/atavus', false],
  ['wherever PGHOST says', 'postgres:///atavus', false],
])('P6.4 a database at %s', async (_, url, fine) => {
  if (fine) await expect(requirePrivateDatabase(url)).resolves.toBeUndefined()
  else await expect(requirePrivateDatabase(url)).rejects.toThrow(DatabaseError)
})

test('P7.2 pages of our own are framed by nobody and load from nowhere else', async () => {
  const page = await here.app.request('/privacy')
  const policy = page.headers.get('content-security-policy') ?? ''

  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  expect(await page.text()).toContain('Last updated 23 April 2026')
})

test('the API describes itself as OpenAPI 3.1, every operation with what it may refuse', async () => {
  const document = (await (await here.app.request('/openapi.json')).json()) as {
    openapi: string
    paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>
  }
  expect(document.openapi).toBe('3.1.0')
  expect(document.paths['/v1/chat/messages']?.post?.responses).toHaveProperty('409')
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path))
      expect(Object.keys(operation.responses).length).toBeGreaterThan(1)
})
