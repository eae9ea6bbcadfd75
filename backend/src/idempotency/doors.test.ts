import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'

let here: TestWorld
let owner: Owner

beforeAll(async () => {
  here = await testWorld()
  owner = await signUp(here)
})
afterAll(() => here.close())

test('through a real door, by an API key: made once, and answered with all the usual headers', async () => {
  const scopes = ['assistants:read', 'assistants:write']
  const made = await owner.call('POST', '/v1/keys', { name: 'Server', scopes, days: null })
  const { secret } = (await made.json()) as { secret: string }
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  const assistants = async () =>
    ((await (await here.app.request('/v1/assistants', { headers })).json()) as { items: unknown[] }).items
      .length
  const before = await assistants()
  const make = () =>
    here.app.request('/v1/assistants', {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': 'one-assistant' },
      body: JSON.stringify({ name: 'Once', controllerName: 'Shop', controllerContact: 'shop@shop.example' }),
    })
  const [first, again] = [await make(), await make()]

  expect([first.status, again.status]).toEqual([201, 201])
  expect(await again.text()).toBe(await first.text())
  expect(await assistants()).toBe(before + 1)
  const usual = ['content-type', 'content-security-policy', 'cache-control', 'x-content-type-options']
  for (const name of usual) expect(again.headers.get(name)).toBe(first.headers.get(name))
  expect(again.headers.get('idempotency-replayed')).toBe('true')

  const { id } = (await (await make()).json()) as { id: string }
  const remove = () =>
    here.app.request(`/v1/assistants/${id}`, {
      method: 'DELETE',
      headers: { ...headers, 'idempotency-key': 'no-more' },
    })
  expect([(await remove()).status, (await remove()).status]).toEqual([200, 200])
  expect(await assistants()).toBe(before)
})
