import { expect, test } from 'vitest'
import { withSession } from './session.ts'

const refused = (code: string) => Response.json({ code }, { status: 401 })
const fine = () => new Response('fine')

/** A backend whose session has ended with `code` until somebody renews it. */
function backend(code: string, renewable = true) {
  const seen = { sent: 0, renewed: 0 }
  let ended = true
  const send = withSession(
    async () => {
      seen.sent += 1
      return ended ? refused(code) : fine()
    },
    async () => {
      seen.renewed += 1
      await Promise.resolve()
      ended = !renewable
      return renewable
    },
  )
  return { send, seen }
}

test.each(['token_expired', 'unauthenticated'])(
  'after %s the session is renewed and the request sent again',
  async code => {
    const { send, seen } = backend(code)
    expect((await send('/v1/account', {})).status).toBe(200)
    expect(seen).toEqual({ sent: 2, renewed: 1 })
  },
)

test('parallel requests share one renewal', async () => {
  const { send, seen } = backend('token_expired')
  const answers = await Promise.all([send('/a', {}), send('/b', {}), send('/c', {})])
  expect(answers.map(answer => answer.status)).toEqual([200, 200, 200])
  expect(seen.renewed).toBe(1)
})

test('a session that cannot be renewed is asked once, and its refusal comes back', async () => {
  const { send, seen } = backend('unauthenticated', false)
  const answer = await send('/v1/account', {})
  expect(answer.status).toBe(401)
  expect(await answer.json()).toEqual({ code: 'unauthenticated' })
  expect(seen).toEqual({ sent: 1, renewed: 1 })
})

test('a later end of the session is renewed again', async () => {
  let ended = true
  let renewed = 0
  const send = withSession(
    async () => (ended ? refused('token_expired') : fine()),
    async () => {
      ended = false
      renewed += 1
      return true
    },
  )
  await send('/a', {})
  ended = true
  await send('/b', {})
  expect(renewed).toBe(2)
})

test('other refusals renew nothing', async () => {
  const { send, seen } = backend('sign_in_failed')
  expect((await send('/v1/session', {})).status).toBe(401)
  expect(seen).toEqual({ sent: 1, renewed: 0 })
})
