import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { newPkce } from './pkce.ts'
import { createSignIn } from './sign-in.ts'
import { household, refuse } from './testing.ts'

const request = '00000000-0000-4000-8000-0000000000d1'
const asked = (page = `https://atavus.example/device/${request}`) =>
  Response.json(
    { request, code: 'KXTR-4821', page, everySeconds: 2, expiresAt: '2026-07-01T10:10:00.000Z' },
    { status: 201 },
  )
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'

type Answer = () => Response | undefined | Promise<Response | undefined>

function begin(answers: Answer[], page?: string) {
  const house = household(path => {
    if (path === '/v1/devices') return asked(page)
    return path === '/v1/devices/token' ? answers.shift()?.() : undefined
  })
  const pauses: number[] = []
  const signIn = createSignIn({ ...house, userAgent: firefox, pause: async ms => void pauses.push(ms) })
  return { ...house, signIn, pauses }
}
const signal = () => new AbortController().signal

test('the server learns the challenge at first, and the verifier when it gives the tokens', async () => {
  const { signIn, calls, accounts, pauses } = begin([
    () => refuse(409, 'not_yet'),
    () => refuse(409, 'not_yet'),
  ])
  const waiting = await signIn.begin('https://atavus.example')
  expect(waiting).toMatchObject({ code: 'KXTR-4821', page: `https://atavus.example/device/${request}` })
  expect(await signIn.finish(waiting, signal())).toBeNull()

  const [first, ...rest] = calls
  const { verifier = '' } = rest.at(-1)!.body
  expect(first!.body).toEqual({
    challenge: createHash('sha256').update(verifier).digest('base64url'),
    name: 'Firefox on Linux',
  })
  expect(JSON.stringify(first)).not.toContain(verifier)
  expect(pauses).toEqual([2000, 2000])
  expect((await accounts.current())?.account.username).toBe('nora')
})

test.each(['refused_by_user', 'link_invalid'] as const)(
  '%s ends it, and nothing of it is kept',
  async code => {
    const { signIn, memory, accounts } = begin([() => refuse(409, code)])
    expect(await signIn.finish(await signIn.begin('https://atavus.example'), signal())).toBe(code)
    expect(memory.things.size).toBe(0)
    expect(await accounts.all()).toEqual([])
  },
)

test('a panel that is opened again goes on with a sign-in, until its time is over', async () => {
  const { signIn, pass } = begin([])
  const waiting = await signIn.begin('https://atavus.example')
  expect(await signIn.pending()).toEqual(waiting)
  pass(600_000)
  expect(await signIn.pending()).toBeNull()
})

test('a server that is never to be reached is waited for no longer than a sign-in lasts', async () => {
  const { signIn, memory, pass } = begin(
    Array.from({ length: 5 }, () => () => {
      pass(200_000)
      throw new TypeError('no line')
    }),
  )
  expect(await signIn.finish(await signIn.begin('https://atavus.example'), signal())).toBe('link_invalid')
  expect(memory.things.size).toBe(0)
})

test.each(['in this panel', 'by another one that has begun anew'])(
  'a sign-in that was cancelled %s while its token came ends that device, and nobody is signed in',
  async how => {
    const answer = Promise.withResolvers<undefined>()
    const { signIn, calls, accounts, memory } = begin([() => answer.promise])
    const waiting = await signIn.begin('https://atavus.example')
    const over = new AbortController()
    const finished = signIn.finish(waiting, over.signal)
    await expect.poll(() => calls.at(-1)?.path).toBe('/v1/devices/token')
    await signIn.cancel()
    if (how.startsWith('by')) await memory.put('signing-in', { ...waiting, request: 'another' })
    else over.abort()
    answer.resolve(undefined)
    expect(await finished).toBe('not_yet')
    expect(await accounts.all()).toEqual([])
    expect(calls.at(-1)).toEqual({ path: '/v1/devices/end', body: { refresh: 'refresh-1' } })
    expect([...memory.things.keys()]).toEqual(how.startsWith('by') ? ['signing-in'] : [])
  },
)

test('a panel that is closed while the token comes has signed in all the same', async () => {
  const answer = Promise.withResolvers<undefined>()
  const { signIn, calls, accounts } = begin([() => answer.promise])
  const over = new AbortController()
  const finished = signIn.finish(await signIn.begin('https://atavus.example'), over.signal)
  await expect.poll(() => calls.at(-1)?.path).toBe('/v1/devices/token')
  over.abort()
  answer.resolve(undefined)
  expect(await finished).toBeNull()
  expect(await accounts.all()).toHaveLength(1)
})

test('a server that leads to no web page leads nowhere', async () => {
  const { signIn, memory } = begin([], 'javascript:alert(1)')
  await expect(signIn.begin('https://atavus.example')).rejects.toMatchObject({ code: 'broken' })
  expect(memory.things.size).toBe(0)
})

test('no two verifiers are the same, and each is long enough', async () => {
  const many = await Promise.all(Array.from({ length: 50 }, newPkce))
  expect(new Set(many.map(({ verifier }) => verifier)).size).toBe(50)
  for (const { verifier, challenge } of many) {
    expect(verifier).toMatch(/^[\w-]{43,128}$/)
    expect(challenge).toMatch(/^[\w-]{43}$/)
  }
})
