import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { conversationOf, talk, whole } from '../chat/testing/talk.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { textOf, visit } from '../testing/shop.ts'
import { answer } from '../testing/upstream-wire.ts'
import { fromOf, type RemoteSite, remoteSite } from './testing/site.ts'

// What one turn means for the next.

const moment = (day: number) => new Date(Date.parse('2026-11-20T12:00:00.000Z') + day * 86_400_000)
let site: RemoteSite
let rows: ReturnType<typeof lookInto>

beforeAll(async () => {
  site = await remoteSite({
    secondLook: async text =>
      text.includes('old mill') ? [{ kind: 'text', value: 'the baker by the old mill' }] : [],
  })
  rows = lookInto(site.here.address)
})
beforeEach(() => {
  site.here.at(moment(0))
  site.upstream.requests.length = 0
  site.upstream.play({ steps: answer(['Yes.']) })
})
afterAll(async () => {
  await rows.end()
  await site.close()
})

const bodies = () => site.upstream.requests.map(({ body }) => body)

test('what a second look found stays masked in the next turn, short numbers too', async () => {
  const { key } = await site.assistant({ secondLook: true })
  const visitor = await visit(site.here, key)
  const first = await whole(
    talk(site.base, visitor, 'I am the baker by the old mill, customer number 4812.').send(),
  )
  const conversation = conversationOf(first)
  await whole(talk(site.base, visitor, 'Do you know me? 4812!').send({ conversation }))

  expect(bodies()[1]).toContain('Do you know me?')
  for (const body of bodies()) for (const word of ['baker', 'mill', '4812']) expect(body).not.toContain(word)
})

test('a name that was given in lower case is known by its parts in any', async () => {
  const { key } = await site.assistant()
  const visitor = await visit(site.here, key)
  const first = await whole(talk(site.base, visitor, 'hi my name is zbyszek wronowska').send())
  const conversation = conversationOf(first)
  await whole(talk(site.base, visitor, 'did the wronowska order come? Wronowska!').send({ conversation }))
  for (const body of bodies()) expect(body.toLowerCase()).not.toContain('wronowska')
})

test('what was answered here does not leave later as history', async () => {
  const { id, key } = await site.assistant({ model: 'ollama' })
  const visitor = await visit(site.here, key)
  const first = await whole(talk(site.base, visitor, 'My ailment is gout.').send())
  await site.owner.call('PATCH', `/v1/assistants/${id}`, { model: 'deepseek' })
  const seen = await site.here.app.request(`/v1/chat/assistant?key=${key}&lang=en`, {
    headers: { origin: 'https://shop.example' },
  })
  const { notice } = (await seen.json()) as { notice: { hash: string } }
  const given = await site.here.app.request('/v1/chat/consents', {
    method: 'POST',
    headers: visitor.headers,
    body: JSON.stringify({
      key,
      notice: notice.hash,
      language: 'en',
      adult: true,
      purposes: { chat: true, history: false, remote: true },
    }),
  })
  const { token } = (await given.json()) as { token: string }
  const again = { ...visitor, headers: { ...visitor.headers, authorization: `Bearer ${token}` } }
  const conversation = conversationOf(first)
  await whole(talk(site.base, again, 'And what of it?').send({ conversation }))
  await whole(talk(site.base, again, 'Again?').send({ conversation }))

  expect(bodies()).toHaveLength(2)
  expect(bodies().join()).not.toContain('gout')
  expect(bodies()[1]).toContain('And what of it?')
})

test('P8.6 whoever agrees anew without the model outside is answered no further by it, and goes on here', async () => {
  const { key } = await site.assistant({ localFallback: true })
  const steps = Array.from({ length: 200 }, (_, at) => [{ text: `word${at} ` }, { waitMs: 20 }]).flat()
  site.upstream.play({ steps: [...steps, ...answer(['End.'])] })
  const visitor = await visit(site.here, key)
  const { hash } = (await (
    await site.here.app.request(`/v1/chat/assistant?key=${key}&lang=en`, {
      headers: { origin: 'https://shop.example' },
    })
  )
    .json()
    .then(({ notice }: { notice: { hash: string } }) => notice)) as { hash: string }
  const heard = whole(talk(site.base, visitor, 'Tell me much.').send())
  await expect.poll(() => site.upstream.requests.length).toBe(1)
  const anew = await site.here.app.request('/v1/chat/consents', {
    method: 'POST',
    headers: visitor.headers,
    body: JSON.stringify({
      ...{ key, notice: hash, language: 'en', adult: true },
      purposes: { chat: true, history: false, remote: false },
    }),
  })
  expect(anew.status).toBe(201)

  expect((await heard).at(-1)?.event).toMatchObject({ type: 'error', code: 'withdrawn' })
  expect(await site.upstream.requests[0]?.ended).toBe('broken')
  const { token } = (await anew.json()) as { token: string }
  const again = { ...visitor, headers: { ...visitor.headers, authorization: `Bearer ${token}` } }
  expect(textOf(await whole(talk(site.base, again, 'And now?').send()))).toBe('From here.')
  expect(site.upstream.requests).toHaveLength(1)
})

test('the words left even when the model then refuses, and the notice goes on saying so', async () => {
  const { key } = await site.assistant({ quoteFallback: true })
  for (const status of [400, 402]) {
    site.upstream.play({ status, steps: [{ send: '{}' }] })
    const heard = await whole(talk(site.base, await visit(site.here, key), 'My mail is a@b.example').send())
    expect(textOf(heard)).toBe('Quoted.')
    expect(fromOf(heard)).toMatchObject({ model: 'quote', sent: { recipient: 'DeepSeek' } })
  }
})

test('nothing left of a question that could not be told for sure, and its last notice says so', async () => {
  const { key } = await site.assistant()
  const doubtful = 'My card number is 4111 then 11 and 11 eleven 11 and 1 and so 12 3'
  const heard = await whole(talk(site.base, await visit(site.here, key), doubtful).send())
  expect(fromOf(heard)).toMatchObject({ where: 'server', sent: null })
})

test('a citation names the passage that was sent under its number', async () => {
  const { id, key } = await site.assistant()
  const document = (title: string, text: string) =>
    site.owner.call('POST', `/v1/assistants/${id}/documents`, { title, url: null, language: 'en', text })
  await document(
    'Zeppelin tours',
    'Zeppelin tours: account number 12 and 345 then 678 or 9012 for zeppelin tours.',
  )
  await document('Tours by boat', 'Boat tours, no zeppelin tours, leave at ten.')
  site.says(body => [/\[1\] \w+\\nTours by boat/.test(body) ? 'At ten [1].' : 'No.'])
  const heard = await whole(
    talk(site.base, await visit(site.here, key), 'When do zeppelin tours leave?').send(),
  )

  expect(site.upstream.requests[0]?.body).not.toContain('9012')
  expect(textOf(heard)).toBe('At ten [1].')
  expect(heard.flatMap(({ event }) => (event.type === 'source' ? [event.source.title] : []))).toEqual([
    'Tours by boat',
  ])
})

test('P4.2 what left goes with the oldest message in it, and masked values with their question', async () => {
  const { key } = await site.assistant({ retentionDays: 30 })
  const visitor = await visit(site.here, key)
  const first = await whole(talk(site.base, visitor, 'My mail is anna@mailbox.example').send())
  const conversation = conversationOf(first)
  site.here.at(new Date(moment(0).getTime() + 10 * 60_000))
  const second = await whole(talk(site.base, visitor, 'And tom@mailbox.example?').send({ conversation }))
  const of = (heard: typeof first) => {
    const [start] = heard
    if (start?.event.type !== 'start') throw new Error('no start')
    return start.event
  }
  const prompt = async (heard: typeof first) =>
    (await site.owner.call('GET', `/v1/conversations/${conversation}/answers/${of(heard).reply}/prompt`))
      .status
  expect([await prompt(first), await prompt(second)]).toEqual([200, 200])
  const kept = () => rows<{ table: string; until: Date }[]>`
    select 'prompt' as table, expires_at as until from sent_prompts where conversation_id = ${conversation}
    union all select 'values', expires_at from masked_values where conversation_id = ${conversation}
    order by 1, 2
  `
  expect((await kept()).map(({ table, until }) => [table, until.toISOString()])).toEqual([
    ['prompt', of(first).deletedAt],
    ['prompt', of(first).deletedAt],
    ['values', of(first).deletedAt],
    ['values', of(second).deletedAt],
  ])

  site.here.at(new Date(of(first).deletedAt))
  await sweep(site.here.world)
  expect((await kept()).map(({ table }) => table)).toEqual(['values'])
})

test('who keeps their words here is answered also where no model outside is set up', async () => {
  const other = await remoteSite({ models: { quote: site.quote, ollama: site.local } })
  const { key } = await other.assistant({ localFallback: true })
  const seen = await other.here.app.request(`/v1/chat/assistant?key=${key}&lang=en`, {
    headers: { origin: 'https://shop.example' },
  })
  const { notice } = (await seen.json()) as { notice: { hash: string } }
  const headers = { origin: 'https://shop.example', 'content-type': 'application/json' }
  const purposes = { chat: true, history: false, remote: false }
  const given = await other.here.app.request('/v1/chat/consents', {
    method: 'POST',
    headers,
    body: JSON.stringify({ key, notice: notice.hash, language: 'en', adult: true, purposes }),
  })
  const { token } = (await given.json()) as { token: string }
  const asked = fetch(`${other.base}/v1/chat/messages`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: JSON.stringify({ id: crypto.randomUUID(), text: 'Hello?' }),
  })
  expect(textOf(await whole(asked))).toBe('From here.')
  await other.close()
})
