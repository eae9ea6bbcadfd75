import type { ConsentGiven, PublicAssistant } from '@atavus/contract/chat'
import type { PreviewTicket } from '@atavus/contract/console'
import type { Problem } from '@atavus/contract/refusals'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { unlimited } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>
const ours = { origin: 'http://localhost:4600', 'content-type': 'application/json' }

beforeAll(async () => {
  here = await testWorld({ limits: unlimited })
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const outcome = async (answer: Response) =>
  answer.ok ? answer.status : ((await answer.json()) as Problem).code

/** An owner with a ticket, and what it opens. */
async function preview() {
  const owner = await signUp(here)
  const { id } = await assistantOf(owner)
  const made = await owner.call('POST', `/v1/assistants/${id}/preview`)
  const { ticket } = (await made.json()) as z.infer<typeof PreviewTicket>
  const look = async () =>
    here.app.request('/v1/chat/assistant?lang=en', {
      headers: { ...ours, authorization: `Bearer ${ticket}` },
    })
  const agree = async (notice: string) =>
    here.app.request('/v1/chat/consents', {
      method: 'POST',
      headers: ours,
      body: JSON.stringify({
        ticket,
        notice,
        language: 'en',
        adult: true,
        purposes: { chat: true, history: false },
      }),
    })
  const { notice } = (await (await look()).json()) as PublicAssistant
  return { owner, look, agree: () => agree(notice.hash) }
}

const accountOf = async (owner: Owner) =>
  ((await (await owner.call('GET', '/v1/account')).json()) as { id: string }).id

test.each<[string, (owner: Owner) => Promise<unknown>]>([
  ['has signed out', owner => owner.call('DELETE', '/v1/session')],
  [
    'belongs to the workspace no more',
    async owner => rows`delete from memberships where account_id = ${await accountOf(owner)}`,
  ],
])('a ticket to try an assistant out is worth nothing when its owner %s', async (_, lose) => {
  const { owner, look, agree } = await preview()
  expect(await outcome(await look())).toBe(200)
  expect(await outcome(await agree())).toBe(201)

  await lose(owner)
  expect(await outcome(await look())).toBe('unauthenticated')
  expect(await outcome(await agree())).toBe('unauthenticated')
})

test('the token of a preview is not renewed: whoever still may comes with a new ticket', async () => {
  const { agree } = await preview()
  const { token } = (await (await agree()).json()) as ConsentGiven
  const renewed = await here.app.request('/v1/chat/tokens', {
    method: 'POST',
    headers: { ...ours, authorization: `Bearer ${token}` },
  })

  expect(await outcome(renewed)).toBe('unauthenticated')
})
