import { expect, test } from 'vitest'
import { device, household, refuse } from './testing.ts'

const quarter = 900_000

test('a token is used until half a minute before its end, and then renewed', async () => {
  const { accounts, signIn, pass } = household()
  await signIn()
  expect(await accounts.access(device)).toBe('access-1')
  pass(quarter - 31_000)
  expect(await accounts.access(device)).toBe('access-1')
  pass(2_000)
  expect(await accounts.access(device)).toBe('access-2')
})

test('panels that need a token together spend one refresh token', async () => {
  const { accounts, signIn, pass, calls } = household()
  await signIn()
  pass(quarter)
  const tokens = await Promise.all([1, 2, 3].map(() => accounts.access(device)))
  expect(new Set(tokens)).toEqual(new Set(['access-2']))
  expect(calls).toEqual([{ path: '/v1/devices/renew', body: { refresh: 'refresh-1' } }])
})

test('each renewal is made with the refresh token of the one before', async () => {
  const { accounts, signIn, pass, calls } = household()
  await signIn()
  for (const _ of [1, 2]) {
    pass(quarter)
    await accounts.access(device)
  }
  expect(calls.map(({ body }) => body.refresh)).toEqual(['refresh-1', 'refresh-2'])
})

test('where one server is set, an account at another one is not used', async () => {
  const { accounts, signIn } = household()
  await signIn()
  expect(await accounts.current('https://set.example')).toBeNull()
  expect((await accounts.current('https://atavus.example'))?.device).toBe(device)
})

test('the access token lies in memory, the refresh token on the disk', async () => {
  const { disk, memory, signIn } = household()
  await signIn()
  expect(JSON.stringify([...disk.things])).not.toContain('access-1')
  expect(JSON.stringify([...memory.things])).not.toContain('refresh-1')
})

test('a device that was ended at the server is forgotten here, with all that is kept under its name', async () => {
  const { accounts, disk, memory, signIn, pass } = household(path =>
    path === '/v1/devices/renew' ? refuse(401, 'unauthenticated') : undefined,
  )
  await signIn()
  await disk.put(`draft:${device}:a`, 'A thought')
  await memory.put(`masks:${device}:a:c`, {})
  pass(quarter)
  const ended: string[] = []
  accounts.onEnded(one => ended.push(one))
  await expect(accounts.access(device)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(ended).toEqual([device])
  expect(await accounts.all()).toEqual([])
  expect(JSON.stringify([...disk.things, ...memory.things])).not.toContain(device)
})

test.each([
  ['is busy', () => refuse(503, 'busy')],
  ['is behind a proxy that refuses', () => new Response('<h1>Not here</h1>', { status: 403 })],
  ['is behind a portal that asks for a sign-in', () => new Response('<h1>Welcome</h1>', { status: 401 })],
  ['stands elsewhere now', () => refuse(404, 'not_found')],
  ['is away', () => Promise.reject(new TypeError('Failed to fetch')) as never],
])('nobody is signed out because the server %s', async (_, answer) => {
  const { accounts, signIn, pass } = household(path => (path === '/v1/devices/renew' ? answer() : undefined))
  await signIn()
  pass(quarter)
  await expect(accounts.access(device)).rejects.toMatchObject({
    code: expect.stringMatching(/busy|broken|not_found|unreachable/),
  })
  expect(await accounts.all()).toHaveLength(1)
})

test('signing out ends the device, and forgets it even when the server is away', async () => {
  for (const away of [false, true]) {
    const { accounts, disk, memory, signIn, calls } = household(path =>
      away && path === '/v1/devices/end' ? refuse(503, 'busy') : undefined,
    )
    await signIn()
    await disk.put(`draft:${device}:a`, 'A thought')
    await accounts.signOut(device)
    expect(calls).toEqual([{ path: '/v1/devices/end', body: { refresh: 'refresh-1' } }])
    expect([...disk.things.keys(), ...memory.things.keys()]).toEqual(['accounts'])
    expect(await accounts.all()).toEqual([])
  }
})

test.each(['signs out', 'finds that the server ended the device'])(
  'where one window %s, another one hears it, and finds nothing to go on with',
  async what => {
    const { accounts, opened, signIn, pass } = household(path =>
      path === '/v1/devices/renew' ? refuse(401, 'unauthenticated') : undefined,
    )
    await signIn()
    const other = opened()
    const heard: string[] = []
    other.onEnded(one => heard.push(one))
    pass(quarter)
    await (what === 'signs out' ? accounts.signOut(device) : accounts.access(device).catch(() => {}))
    expect(heard).toEqual([device])
    await expect(other.access(device)).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(heard, 'a window that did not hear it hears it as soon as it asks').toEqual([device, device])
  },
)

test('what its user made here goes with the last account', async () => {
  const { accounts, disk, signIn } = household()
  await signIn()
  const other = { account: { id: 'o', username: 'other', email: null }, device: 'device-2', refresh: 'r' }
  const access = { token: 'a', until: '2026-07-01T12:00:00.000Z' }
  await accounts.add('https://b.example', { ...other, access })
  await disk.put('prompts', [{ name: 'boss', text: 'Write to Erika Mustermann: {input}' }])
  await disk.put('blocked', ['clinic.example'])
  await accounts.signOut(device)
  expect([...disk.things.keys()]).toEqual(expect.arrayContaining(['prompts', 'blocked']))
  await accounts.signOut('device-2')
  expect([...disk.things.keys()]).toEqual(['accounts'])
})

test('the account that was chosen last is the one, and after it went another one', async () => {
  const { accounts, signIn } = household()
  await signIn()
  const other = { account: { id: 'o', username: 'other', email: null }, device: 'device-2', refresh: 'r' }
  await accounts.add('https://b.example', {
    ...other,
    access: { token: 'a', until: '2026-07-01T12:00:00.000Z' },
  })
  expect((await accounts.current())?.account.username).toBe('other')
  await accounts.choose(device)
  expect((await accounts.current())?.account.username).toBe('nora')
  await accounts.signOut(device)
  expect((await accounts.current())?.account.username).toBe('other')
})
