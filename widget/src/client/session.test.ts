import { expect, test } from 'vitest'
import { isOpen } from './state.ts'
import { answerTo, assistant, conversation, dice, eventStream, message, problem } from './testing.ts'
import { begin } from './testing-session.ts'

const visitor = { token: 'old', history: false, aside: null, person: null }

test('nothing but the assistant is asked for before the visitor agrees', async () => {
  const { session, chat, paths, memory } = begin()
  await session.begin()
  session.type('How?')
  await session.ask()
  expect(paths()).toEqual(['assistant'])
  expect(chat()).toMatchObject({ phase: 'consenting', draft: 'How?' })
  session.refuse()
  expect(chat()).toMatchObject({ phase: 'ready', draft: 'How?' })
  expect(memory.visitor()).toBeNull()
})

test('who has agreed may choose anew, and keeps to their choice by refusing', async () => {
  const { session, chat, calls, memory } = begin()
  await session.begin()
  session.type('How?')
  await session.ask()
  await session.consent(true)
  await session.reconsider()
  expect(chat()).toMatchObject({ phase: 'consenting', consented: true })
  session.refuse()
  expect(chat()).toMatchObject({ phase: 'ready', consented: true })
  expect(memory.visitor()).toMatchObject({ token: 'first', history: true })

  await session.reconsider()
  await session.consent(false, false)
  const [, again] = calls.filter(({ path }) => path === 'consents')
  expect(again).toMatchObject({
    token: 'Bearer first',
    body: { purposes: { chat: true, history: false, remote: false } },
  })
  expect(chat()).toMatchObject({ phase: 'ready', consented: true })
  expect(chat().messages).toHaveLength(2)
})

test('after the yes the text that was typed before goes out, once', async () => {
  const { session, chat, calls, told } = begin()
  await session.begin()
  session.type(' How? ')
  await session.ask()
  await session.consent(true)
  expect(calls.find(({ path }) => path === 'consents')?.body).toEqual({
    key: 'atv_pk_x',
    notice: assistant.notice.hash,
    language: 'en',
    adult: true,
    purposes: { chat: true, history: true },
  })
  expect(calls.filter(({ path }) => path === 'messages').map(({ body }) => body.text)).toEqual(['How?'])
  expect(chat().messages.map(({ text }) => text)).toEqual(['How?', 'Yes.'])
  expect(told.map(({ event }) => event)).toEqual(['consent', 'message', 'message'])
  expect(JSON.stringify(told)).not.toContain('How')
})

test.each([true, false])('that a model outside may answer is sent as it was said: %s', async remote => {
  const { session, calls } = begin()
  await session.begin()
  session.type('How?')
  await session.ask()
  await session.consent(false, remote)
  const { purposes } = calls.find(({ path }) => path === 'consents')?.body ?? {}
  expect(purposes).toEqual({ chat: true, history: false, remote })
})

test('a question to be put in other words is back where it was typed', async () => {
  const { session, chat, memory } = begin()
  memory.keep(visitor)
  await session.begin()
  session.type('How?')
  await session.ask()
  session.rephrase(chat().messages[0]!.id)
  expect(chat()).toMatchObject({ phase: 'ready', draft: 'How?' })
})

test('an expired token is renewed once, also when several calls find it expired', async () => {
  const { session, calls, memory } = begin(({ path, token }) =>
    token === 'Bearer old' && path !== 'tokens' ? problem(401, 'token_expired') : undefined,
  )
  memory.keep(visitor)
  await session.begin()
  await Promise.all([session.rate('q', 'up'), session.read('export').catch(() => {})])
  expect(calls.filter(({ path }) => path === 'tokens').length).toBe(1)
  expect(memory.visitor()?.token).toBe('second')
})

test('a changed notice is shown again with the text kept, and the next yes sends it', async () => {
  let outdated = true
  const { session, chat, memory } = begin(({ path }) => {
    if (path !== 'messages' || !outdated) return undefined
    outdated = false
    return problem(409, 'consent_outdated')
  })
  memory.keep(visitor)
  await session.begin()
  session.type('How?')
  await session.ask()
  expect(chat()).toMatchObject({ phase: 'consenting', code: 'consent_outdated', draft: 'How?', messages: [] })
  await session.consent(false)
  expect(chat().messages.map(({ text }) => text)).toEqual(['How?', 'Yes.'])
})

test('a running answer is followed after a reload', async () => {
  const question = message('visitor', 'q1', { text: 'How?' })
  const started = { id: conversation, startedAt: 'x', lastAt: 'x', deletedAt: 'x', messages: [question] }
  const { session, chat, memory } = begin(({ path }) => {
    if (path === 'conversation') return Response.json({ conversation: started, running: 'q1' })
    if (path === 'messages/q1/events')
      return eventStream(answerTo('q1', ['Still ', 'here.']), 0, dice(1), false)
    return undefined
  })
  memory.keep(visitor)
  await session.begin()
  expect(chat().messages.map(({ text }) => text)).toEqual(['How?', 'Still here.'])
  expect(chat().phase).toBe('ready')
})

test('a question that did not arrive is sent again under the same id', async () => {
  let busy = true
  const { session, chat, calls, memory } = begin(({ path }) => {
    if (path !== 'messages' || !busy) return undefined
    busy = false
    return problem(503, 'busy', 3)
  })
  memory.keep(visitor)
  await session.begin()
  session.type('How?')
  await session.ask()
  expect(chat()).toMatchObject({ phase: 'unsent', code: 'busy' })
  await session.again()
  const ids = calls.filter(({ path }) => path === 'messages').map(({ body }) => body.id)
  expect(ids.length).toBe(2)
  expect(new Set(ids).size).toBe(1)
  expect(chat().messages.map(({ text }) => text)).toEqual(['How?', 'Yes.'])
})

test('an answer that went wrong is asked anew, and what was being typed stays', async () => {
  const { session, chat, calls, memory } = begin(({ path, body }) =>
    path === 'messages' && calls.filter(call => call.path === 'messages').length === 1
      ? eventStream(
          [answerTo(String(body.id), [])[0]!, { type: 'error', code: 'model_slow' }],
          0,
          dice(1),
          false,
        )
      : undefined,
  )
  memory.keep(visitor)
  await session.begin()
  session.type('How?')
  await session.ask()
  session.type('something else')
  await session.retry(chat().messages[0]!.id)
  const ids = calls.filter(({ path }) => path === 'messages').map(({ body }) => body.id)
  expect(new Set(ids).size).toBe(2)
  expect(chat().draft).toBe('something else')
})

test('a conversation that is gone is not asked into again', async () => {
  const { session, chat, calls, memory } = begin(({ path, body }) =>
    path === 'messages' && body.conversation ? problem(404, 'not_found') : undefined,
  )
  memory.keep(visitor)
  await session.begin()
  for (const text of ['One?', 'Two?']) {
    session.type(text)
    await session.ask()
  }
  expect(calls.at(-1)?.body.conversation).toBeUndefined()
  expect(chat().messages.at(-1)?.text).toBe('Yes.')
})

test('a new conversation is empty, and stays so after a reload', async () => {
  const first = begin()
  first.memory.keep(visitor)
  await first.session.begin()
  first.session.type('How?')
  await first.session.ask()
  first.session.fresh()
  expect(first.chat().messages).toEqual([])
  const old = {
    id: conversation,
    startedAt: 'x',
    lastAt: 'x',
    deletedAt: 'x',
    messages: [message('visitor', 'q')],
  }
  const second = begin(({ path }) =>
    path === 'conversation' ? Response.json({ conversation: old, running: null }) : undefined,
  )
  second.memory.keep(first.memory.visitor())
  await second.session.begin()
  expect(second.chat().messages).toEqual([])
})

test('a conversation that was erased and is held yet is not gone on with', async () => {
  const { session, chat, memory } = begin(({ path }) => {
    if (path === 'conversations')
      return Response.json({ conversations: 0, messages: 0, receipt: 'a.b.c', held: 1 })
    const old = {
      id: conversation,
      startedAt: 'x',
      lastAt: 'x',
      deletedAt: 'x',
      messages: [message('visitor', 'q')],
    }
    return path === 'conversation' ? Response.json({ conversation: old, running: null }) : undefined
  })
  memory.keep(visitor)
  await session.begin()
  expect(chat().messages).toHaveLength(1)
  expect(await session.erase()).toMatchObject({ held: 1 })
  expect(chat()).toMatchObject({ conversation: null, messages: [] })
  await session.begin()
  expect(chat().messages).toEqual([])
})

test('withdrawal forgets the token and empties the screen', async () => {
  const { session, chat, calls, told, memory } = begin()
  memory.keep(visitor)
  await session.begin()
  await session.withdraw(true)
  expect(calls.at(-1)).toMatchObject({ path: 'consents/withdraw', body: { delete: true } })
  expect(memory.visitor()).toBeNull()
  expect(chat()).toMatchObject({ consented: false, messages: [] })
  expect(told).toEqual([{ event: 'withdrawn' }])
})

test('a token that no longer counts is forgotten quietly when the chat opens', async () => {
  const { session, chat, memory } = begin(({ path }) =>
    path === 'conversation' ? problem(403, 'consent_required') : undefined,
  )
  memory.keep(visitor)
  await session.begin()
  expect(memory.visitor()).toBeNull()
  expect(chat()).toMatchObject({ phase: 'ready', consented: false })
})

test('a chat that may not be used here says so, and can be tried again', async () => {
  let refused = true
  const { session } = begin(({ path }) =>
    refused && path.startsWith('assistant') ? problem(403, 'origin_not_allowed') : undefined,
  )
  await session.begin()
  expect(session.chat()).toEqual({ phase: 'unavailable', code: 'origin_not_allowed' })
  refused = false
  await session.begin()
  expect(isOpen(session.chat())).toBe(true)
})
