import type { ConsentGiven, PublicAssistant } from '@atavus/contract/chat'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { conversationOf, eventsOf, talk, whole } from '../chat/testing/talk.ts'
import { type RemoteSite, remoteSite } from '../remote/testing/site.ts'
import { answerOf, keyOf, serverAt } from '../server-chat/testing/server.ts'
import { lookInto } from '../testing/database.ts'
import { billed, silentPayments } from '../testing/payments.ts'
import { type Heard, textOf, visit } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { chooseAtLimit, metersOf, putOnPlan, workspaceOf } from './testing/planned.ts'

// What is answered by quoting once the month is used up, whoever asks and whichever model answers otherwise.

let site: RemoteSite
let rows: ReturnType<typeof lookInto>
let workspace: string

beforeAll(async () => {
  site = await remoteSite({ environment: billed, payments: silentPayments })
  rows = lookInto(site.here.address)
  workspace = await workspaceOf(site.owner)
})
afterAll(async () => {
  await rows.end()
  await site.close()
})
beforeEach(async () => {
  site.here.at(testMoment)
  site.upstream.requests.length = 0
  site.local.prompts.length = 0
  site.quote.prompts.length = 0
  await rows`delete from meters`
  await rows`delete from usage`
  await rows`delete from replies`
  await putOnPlan(rows, workspace, {})
  await chooseAtLimit(rows, workspace, 'quote')
})

/** All of the month's messages are used from now on. */
const useUp = () => putOnPlan(rows, workspace, { messages: 0 })

const notices = (heard: Heard[]) =>
  heard.flatMap(({ event }) => (event.type === 'notice' ? [event.notice] : []))

function expectQuoted(heard: Heard[]) {
  expect(textOf(heard)).toBe('Quoted.')
  expect(notices(heard)).toEqual([
    { model: 'quote', where: 'server', fallback: false, because: null, sent: null },
  ])
  expect(heard.at(-1)?.event).toEqual({ type: 'done', end: 'complete' })
  expect([site.upstream.requests.length, site.local.prompts.length]).toEqual([0, 0])
}

test.each([
  ['outside our server', { model: 'deepseek' }],
  ['outside our server, with a local one beside it', { model: 'deepseek', localFallback: true }],
  ['on our server', { model: 'ollama' }],
  ['that quotes', { model: 'quote' }],
])(
  'for an assistant with a model %s: streamed, followed, logged and counted as quoted',
  async (_, fields) => {
    const { id, key } = await site.assistant(fields)
    const page = { title: 'Prices', url: null, language: 'en', text: 'A kettle is 12 euros.' }
    await site.owner.call('POST', `/v1/assistants/${id}/documents`, page)
    await useUp()
    const visitor = await visit(site.here, key)
    const asked = talk(site.base, visitor, 'How much is a kettle?')
    const heard = await whole(asked.send())

    expectQuoted(heard)
    expect(site.quote.prompts[0]?.passages).toMatchObject([{ title: 'Prices' }])
    expect(eventsOf(await whole(asked.follow()))).toEqual(eventsOf(heard))
    const log = await site.owner.call('GET', `/v1/conversations/${conversationOf(heard)}`)
    const { messages } = await log.json()
    expect(messages).toMatchObject([
      { role: 'visitor' },
      { text: 'Quoted.', whereabouts: { model: 'quote' } },
    ])
    const [reply] =
      await rows`select model, state, reserved_tokens::int as reserved, meter_month from replies`
    expect(reply).toEqual({ model: 'quote', state: 'complete', reserved: 0, meter_month: null })
    expect(await metersOf(rows, workspace)).toMatchObject([{ messages: 0, beyond: 1, spent: 0, reserved: 0 }])
  },
)

test('in the middle of a conversation with a model outside: what was said before is there, and nothing more leaves', async () => {
  const visitor = await visit(site.here, (await site.assistant()).key)
  const first = await whole(talk(site.base, visitor, 'Do you have kettles?').send())
  expect(textOf(first)).toBe('Yes.')
  site.upstream.requests.length = 0
  await useUp()
  const conversation = conversationOf(first)
  expectQuoted(await whole(talk(site.base, visitor, 'And pots?').send({ conversation })))
  expect(site.quote.prompts[0]?.history.map(({ text }) => text)).toEqual(['Do you have kettles?', 'Yes.'])

  await putOnPlan(rows, workspace, {})
  const last = await whole(talk(site.base, visitor, 'Which?').send({ conversation }))
  expect(notices(last).at(-1)).toMatchObject({ model: 'deepseek', sent: { recipient: 'DeepSeek' } })
})

test('for a person whose own server asks', async () => {
  const { id } = await site.assistant()
  await useUp()
  const server = serverAt(site.base, await keyOf(site.owner), id)
  await server.agree('anna', { purposes: { chat: true, remote: true } })
  const { message } = await answerOf(server.ask('anna'))

  expect(message).toMatchObject({
    text: 'Quoted.',
    whereabouts: { model: 'quote', where: 'server', sent: null },
  })
  expectQuoted(await whole(server.ask('anna', 'Again?', { stream: true })))
})

test('for an owner who tries the assistant out', async () => {
  const { id } = await site.assistant()
  await useUp()
  const { ticket } = await (await site.owner.call('POST', `/v1/assistants/${id}/preview`)).json()
  const ours = { origin: 'http://localhost:4600', 'content-type': 'application/json' }
  const seen = await site.here.app.request('/v1/chat/assistant?lang=en', {
    headers: { ...ours, authorization: `Bearer ${ticket}` },
  })
  const { notice } = (await seen.json()) as PublicAssistant
  const purposes = { chat: true, history: false }
  const given = await site.here.app.request('/v1/chat/consents', {
    method: 'POST',
    headers: ours,
    body: JSON.stringify({ ticket, notice: notice.hash, language: 'en', adult: true, purposes }),
  })
  const { token } = (await given.json()) as ConsentGiven
  const visitor = { headers: { ...ours, authorization: `Bearer ${token}` } }

  expectQuoted(await whole(talk(site.base, visitor, 'How much?').send()))
})
