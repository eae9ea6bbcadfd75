import { expect, test } from 'vitest'
import {
  answerOf,
  begin,
  conversation,
  found,
  problem,
  sending,
  shared,
  stream,
  texts,
  twoShelves,
  values,
} from './testing.ts'

test('a question goes with what was shared, and the next one belongs to the same conversation', async () => {
  const { talk, calls } = begin()
  await talk.send(sending)
  await talk.ask('And then?')
  expect(texts(talk)).toEqual(['Who?', 'Yes.', 'And then?', 'Yes.'])
  expect(calls.map(({ body }) => body)).toMatchObject([
    { text: 'Who?', context: [shared] },
    { text: 'And then?', conversation },
  ])
  expect(calls[0]!.body).not.toHaveProperty('conversation')
  expect(calls[1]!.body).not.toHaveProperty('context')
})

test('until consent stands nothing is sent; then it goes with all that was to go along', async () => {
  const { talk, calls } = begin(undefined, { consent: { standing: false, remote: false } })
  talk.type('Who?')
  await talk.send(sending)
  expect(calls).toEqual([])
  expect(talk.chat()).toMatchObject({ phase: 'consenting', draft: 'Who?' })
  await talk.consent()
  expect(calls.map(({ path }) => path)).toEqual(['/assistants/helper/consent', '/assistants/helper/messages'])
  expect(calls[0]!.body).toMatchObject({ adult: true, purposes: { chat: true } })
  expect(calls[1]!.body).toMatchObject({ context: [shared] })
  expect(texts(talk)).toEqual(['Who?', 'Yes.'])
})

test('what was masked is kept in memory for the conversation, and nothing of it on the disk', async () => {
  const shelves = twoShelves()
  const { talk } = begin(undefined, {}, shelves)
  await talk.send(sending)
  expect(JSON.stringify([...shelves.disk.things])).not.toContain('anna')
  const again = begin(
    ({ path }) => (path.startsWith('/conversations') ? Response.json(found('a', 'x', null)) : undefined),
    {},
    shelves,
  )
  await again.talk.begin()
  expect(again.talk.values()).toEqual(values)
})

test('a panel that is opened again follows the answer that is on its way', async () => {
  const shelves = twoShelves()
  let id = ''
  const never = new Promise<Response>(() => {})
  const first = begin(
    ({ path, body }) => {
      if (!path.endsWith('/messages')) return undefined
      id = String(body.id)
      return never
    },
    {},
    shelves,
  )
  void first.talk.ask('Count.')
  await expect.poll(() => id).not.toBe('')
  first.talk.close()

  const second = begin(
    ({ path }) => (path.endsWith('/events') ? stream(answerOf(id, ['One. ', 'Two.'])) : undefined),
    {},
    shelves,
  )
  await second.talk.begin()
  expect(texts(second.talk)).toEqual(['Count.', 'One. Two.'])
  expect(second.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET /messages/${id}/events`])
})

test('an answer that ended while nobody looked is there', async () => {
  const shelves = twoShelves()
  await shelves.memory.put('shown:device:helper', conversation)
  await shelves.memory.put('running:device:helper:1', { id: 'a', text: 'Who?', context: [], conversation })
  const { talk, calls } = begin(
    ({ path }) => (path.startsWith('/conversations') ? Response.json(found('a', 'Anna.', null)) : undefined),
    {},
    shelves,
  )
  await talk.begin()
  expect(texts(talk)).toEqual(['Who?', 'Anna.'])
  expect(talk.chat().phase).toBe('ready')
  expect(calls).toHaveLength(1)
  expect(shelves.memory.things.has('running:device:helper:1')).toBe(false)
})

test('a conversation that is gone begins anew', async () => {
  const shelves = twoShelves()
  await shelves.memory.put('shown:device:helper', conversation)
  const { talk } = begin(undefined, {}, shelves)
  await talk.begin()
  expect(talk.chat()).toMatchObject({ phase: 'ready', conversation: null, messages: [] })
  expect(shelves.memory.things.size).toBe(0)
})

test('what was shared is told of a question that was just asked, and of one that the server remembers', async () => {
  const { talk, calls } = begin(({ path }) => {
    if (!path.startsWith('/conversations')) return undefined
    const whole = found('a', 'Anna.', null)
    return Response.json({
      ...whole,
      messages: whole.messages.map(one => ({ ...one, shared: one.id === 'a' ? [shared] : [] })),
    })
  })
  await talk.send(sending)
  expect(talk.sharedWith(String(calls[0]!.body.id))).toEqual([shared])
  await talk.open(conversation)
  expect(talk.sharedWith('a')).toEqual([shared])
  expect(talk.sharedWith('b')).toEqual([])
  talk.forget(shared.origin)
  expect(talk.sharedWith('a')).toEqual([])
})

test('a question that did not arrive is sent again under its own id, with what went along', async () => {
  let turn = 0
  const { talk, calls } = begin(({ path }) =>
    path.endsWith('/messages') && turn++ === 0 ? problem(503, 'busy') : undefined,
  )
  await talk.send(sending)
  expect(talk.chat()).toMatchObject({ phase: 'unsent', code: 'busy' })
  await talk.again()
  expect(texts(talk)).toEqual(['Who?', 'Yes.'])
  expect(calls[1]!.body).toEqual(calls[0]!.body)
})

test('asked anew, words alone go again; what took pages along is given back for the sheet, and nothing goes', async () => {
  const { talk, calls } = begin()
  await talk.ask('Hello?')
  expect(await talk.retry(String(calls[0]!.body.id))).toBeNull()
  expect(calls[1]!.body).toMatchObject({ text: 'Hello?', conversation })
  expect(calls[1]!.body.id).not.toBe(calls[0]!.body.id)
  await talk.send(sending)
  const again = await talk.retry(String(calls[2]!.body.id))
  expect(again).toMatchObject({ text: 'Who?', context: [shared], lent: sending.lent, masks: { values } })
  expect(calls).toHaveLength(3)
})

test('with the consent everything is deleted that was lent, masked and under way with the assistant', async () => {
  const { talk, calls, shelves } = begin(({ path }) =>
    path.endsWith('/withdraw') ? Response.json({ held: 2 }) : undefined,
  )
  await talk.send(sending)
  const kept = [...shelves.memory.things.keys()].sort()
  expect(kept).toEqual([
    'lent:device:helper',
    `masks:device:helper:${conversation}`,
    'said:device:helper',
    'shown:device:helper',
    'shown:device:helper:1',
  ])
  expect(await talk.withdraw(true), 'what a legal hold keeps is told').toBe(2)
  expect(calls.at(-1)).toMatchObject({ path: '/assistants/helper/withdraw', body: { delete: true } })
  expect(shelves.memory.things.size).toBe(0)
  expect(talk.values()).toEqual([])
})

test('of a site that was forgotten nothing is restored, or goes along again', async () => {
  const { talk, calls } = begin(({ path }) => (path.endsWith('/messages') ? problem(503, 'busy') : undefined))
  await talk.send(sending)
  talk.forget('https://other.example')
  expect(talk.values()).toEqual(values)
  talk.forget(shared.origin)
  expect(talk.values()).toEqual([])
  await talk.again()
  expect(calls[0]!.body.context).toEqual([shared])
  expect(calls[1]!.body).not.toHaveProperty('context')
})

test('a page is told only what was masked in pages of its own site', async () => {
  const { talk } = begin()
  await talk.send(sending)
  expect(talk.valuesFrom('https://shop.example')).toEqual(values)
  expect(talk.valuesFrom('https://other.example')).toEqual([])
})

test('with another notice the question waits, and is asked for anew', async () => {
  let turn = 0
  const { talk, calls } = begin(({ path }) =>
    path.endsWith('/messages') && turn++ === 0 ? problem(409, 'consent_outdated') : undefined,
  )
  await talk.send(sending)
  expect(talk.chat()).toMatchObject({
    phase: 'consenting',
    code: 'consent_outdated',
    draft: 'Who?',
    messages: [],
  })
  await talk.consent()
  expect(calls.at(-1)!.body).toMatchObject({ text: 'Who?', context: [shared] })
  expect(texts(talk)).toEqual(['Who?', 'Yes.'])
  // As if nothing had come between: its values are back, its page is found in its tab, and so it is asked anew.
  const { id } = calls.at(-1)!.body
  expect(talk.valuesFrom(shared.origin)).toEqual(values)
  expect(await talk.lent(String(id))).toEqual(sending.lent)
  expect(await talk.retry(String(id))).toMatchObject({ context: [shared], lent: sending.lent })
})

test('of a site that was forgotten a question that waits for the yes takes nothing along', async () => {
  const { talk, calls, shelves } = begin(undefined, { consent: { standing: false, remote: false } })
  await talk.send(sending)
  talk.forget(shared.origin)
  await talk.consent()
  expect(calls.at(-1)!.body).not.toHaveProperty('context')
  expect(JSON.stringify([...shelves.memory.things])).not.toMatch(/anna|order/)
})

test('a draft is there again, and gone once it was sent', async () => {
  const shelves = twoShelves()
  begin(undefined, {}, shelves).talk.type('A thought')
  const { talk } = begin(undefined, {}, shelves)
  await talk.begin()
  expect(talk.chat().draft).toBe('A thought')
  await talk.ask('A thought')
  expect(shelves.disk.things.size).toBe(0)
})

test('kept until it is deleted, an answer names no day', async () => {
  const { talk } = begin()
  await talk.ask('Who?')
  expect(talk.chat().messages.map(({ deletedAt }) => deletedAt)).toEqual(['', ''])
})

test.each([null, conversation])(
  'a question that was on its way when the panel was closed and never arrived (in %s) can be sent again',
  async of => {
    const shelves = twoShelves()
    await shelves.memory.put('running:device:helper:1', {
      id: 'q',
      text: 'And?',
      context: [shared],
      conversation: of,
    })
    const { talk, calls } = begin(
      ({ path }) =>
        path === `/conversations/${conversation}` ? Response.json(found('a', 'Anna.', null)) : undefined,
      {},
      shelves,
    )
    await talk.begin()
    expect(talk.chat()).toMatchObject({ phase: 'unsent', question: 'q', code: 'unreachable' })
    await talk.again()
    expect(texts(talk).slice(-2)).toEqual(['And?', 'Yes.'])
    expect(calls.at(-1)!.body).toEqual({
      id: 'q',
      text: 'And?',
      context: [shared],
      ...(of && { conversation: of }),
    })
  },
)

test.each([[[sending, sending]], [[{ ...sending, context: [], values: [], lent: null }, sending]]])(
  'pressed twice, a question is asked once',
  async ([once, twice]) => {
    const { talk, calls } = begin()
    await Promise.all([talk.send(once!), talk.send(twice!)])
    expect(calls).toHaveLength(1)
    expect(texts(talk)).toEqual(['Who?', 'Yes.'])
  },
)
