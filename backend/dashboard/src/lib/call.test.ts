import { afterEach, expect, test, vi } from 'vitest'
import { call } from './call.ts'
import { proveBy } from './proof.ts'

afterEach(() => vi.unstubAllGlobals())

const refused = (code: string, status: number) => () => Response.json({ code }, { status })
const unproven = refused('confirmation_required', 403)
const codes = () => Response.json({ codes: ['ABCDE-FGHIJ'] }, { status: 201 })

/** A backend that gives these answers, one after the other, and keeps what it was asked. */
function backend(...answers: (() => Response)[]) {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (to: string, { method }: RequestInit) => {
    asked.push(`${method} ${to}`)
    return (answers.shift() ?? refused('broken', 500))()
  })
  return asked
}

test('a door that wants a proof is knocked at once more after it', async () => {
  const asked = backend(unproven, codes)
  const takeBack = proveBy(async () => true)
  expect(await call('newRecoveryCodes')).toEqual({ codes: ['ABCDE-FGHIJ'] })
  expect(asked).toEqual(['POST /v1/account/factor/codes', 'POST /v1/account/factor/codes'])
  takeBack()
})

test('whoever would rather not prove it gets the first refusal, and nothing is sent again', async () => {
  const asked = backend(unproven, codes)
  const takeBack = proveBy(async () => false)
  await expect(call('newRecoveryCodes')).rejects.toMatchObject({ code: 'confirmation_required' })
  expect(asked).toHaveLength(1)
  takeBack()
})

test('a proof that does not help is asked for once', async () => {
  let proofs = 0
  backend(unproven, unproven, codes)
  const takeBack = proveBy(async () => {
    proofs += 1
    return true
  })
  await expect(call('newRecoveryCodes')).rejects.toMatchObject({ code: 'confirmation_required' })
  expect(proofs).toBe(1)
  takeBack()
})

test.each([
  { name: 'finishSignUp', body: { token: 'spent', password: 'x' } },
  { name: 'resetPassword', body: { token: 'spent', password: 'x' } },
  { name: 'verifyEmail', body: { token: 'spent' } },
  { name: 'seeInvitation', body: { token: 'spent' } },
] as const)('what $name refuses renews no session', async ({ name, body }) => {
  const asked = backend(refused('unauthenticated', 401))
  await expect(call(name, { body } as never)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(asked).toHaveLength(1)
})

test('an answer without a body is nothing', async () => {
  backend(() => new Response(null, { status: 202 }))
  expect(await call('askReset', { body: { email: 'anna@shop.example' } })).toBeUndefined()
})
