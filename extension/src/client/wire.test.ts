import { expect, test } from 'vitest'
import { sender } from './wire.ts'

test('no cookie goes along, no redirect is followed, and the page around is not told', async () => {
  let seen: RequestInit | undefined
  const send = sender(async (_, init) => {
    seen = init
    return Response.json({})
  })
  await send('https://atavus.example', 'POST', '/v1/x', { body: { a: 1 }, token: 't' })
  expect(seen).toMatchObject({
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
    body: '{"a":1}',
  })
})

test('a server that says no is a problem with its code, one that is away is unreachable', async () => {
  const no = sender(async () => Response.json({ code: 'suspended' }, { status: 403 }))
  await expect(no('https://atavus.example', 'GET', '/')).rejects.toMatchObject({
    code: 'suspended',
    status: 403,
  })
  const away = sender(async () => {
    throw new TypeError('Failed to fetch')
  })
  await expect(away('https://atavus.example', 'GET', '/')).rejects.toMatchObject({ code: 'unreachable' })
})
