import { expect, test } from 'vitest'
import { type Chat, type Happening, next, type OpenChat } from './state.ts'
import { answerTo, assistant, conversation, message, reply } from './testing.ts'

const question = '00000000-0000-4000-8000-000000000001'
const at = '2026-07-01T10:00:00.000Z'
const opened: Chat = next({ phase: 'opening' }, { type: 'opened', assistant, consented: true })
const all = (chat: Chat, happenings: Happening[]) => happenings.reduce(next, chat) as OpenChat
const heardAll = (words: string[]): Happening[] =>
  answerTo(question, words).map(heard => ({ type: 'heard', heard, at }))
const asking: Happening[] = [
  { type: 'typed', draft: 'How?' },
  { type: 'asked', id: question, text: 'How?', at },
]

test('a question and its whole answer stand in the conversation', () => {
  const chat = all(opened, [...asking, ...heardAll(['So', ' it goes.'])])
  expect(chat.phase).toBe('ready')
  expect(chat.draft).toBe('')
  expect(chat.conversation).toBe(conversation)
  expect(chat.messages.map(({ text, end }) => [text, end])).toEqual([
    ['How?', null],
    ['So it goes.', 'complete'],
  ])
  expect(chat.messages[1]).toMatchObject({ id: reply, answers: question, whereabouts: { model: 'quote' } })
})

test('an answer that is heard from the beginning again stands there once', () => {
  const part = heardAll(['one ', 'two ']).slice(0, 4)
  const chat = all(opened, [...asking, ...part, ...heardAll(['one ', 'two ', 'three'])])
  expect(chat.messages.map(({ text }) => text)).toEqual(['How?', 'one two three'])
})

test('messages that did not change stay the same objects', () => {
  const before = all(opened, [...asking, ...heardAll(['one'])])
  const after = all(before, [
    { type: 'asked', id: 'second', text: 'And?', at },
    { type: 'rated', question, thumb: 'up' },
  ])
  expect(after.messages[0]).toBe(before.messages[0])
  expect(after.messages[1]).toMatchObject({ thumb: 'up' })
})

test('without consent the draft waits behind the notice, and a refusal gives it back', () => {
  const chat = all(opened, [
    { type: 'typed', draft: 'How?' },
    { type: 'consent-needed', code: null },
  ])
  expect(chat).toMatchObject({ phase: 'consenting', draft: 'How?', messages: [] })
  expect(next(chat, { type: 'refused' })).toMatchObject({ phase: 'ready', draft: 'How?' })
})

test('a question that was turned away for want of consent goes back to the draft', () => {
  const chat = all(opened, [...asking, { type: 'consent-needed', code: 'consent_outdated' }])
  expect(chat).toMatchObject({
    phase: 'consenting',
    draft: 'How?',
    messages: [],
    consented: false,
    code: 'consent_outdated',
  })
})

test('a question that did not arrive waits to be sent again', () => {
  const failed = all(opened, [...asking, { type: 'failed', code: 'unreachable' }])
  expect(failed).toMatchObject({ phase: 'unsent', question, code: 'unreachable' })
  expect(next(failed, { type: 'again' })).toMatchObject({ phase: 'answering', question })
})

test('a new question takes the place of one that did not arrive', () => {
  const failed = all(opened, [...asking, { type: 'failed', code: 'unreachable' }])
  const chat = all(failed, [{ type: 'asked', id: 'other', text: 'Why?', at }])
  expect(chat.messages.map(({ text }) => text)).toEqual(['Why?'])
})

test('an answer that broke off is kept as interrupted', () => {
  const chat = all(opened, [
    ...asking,
    ...heardAll(['one ', 'two']).slice(0, 3),
    { type: 'failed', code: 'unreachable' },
  ])
  expect(chat.phase).toBe('ready')
  expect(chat.messages[1]).toMatchObject({ text: 'one ', end: 'error', code: 'interrupted' })
})

test('a stop keeps what was shown, or gives back a question without an answer', () => {
  const stopped: Happening = { type: 'heard', heard: { type: 'stopped' }, at }
  const shown = all(opened, [...asking, ...heardAll(['one ']).slice(0, 3), stopped])
  expect(shown.messages[1]).toMatchObject({ text: 'one ', end: 'stopped' })
  expect(all(opened, [...asking, stopped])).toMatchObject({ phase: 'ready', draft: 'How?', messages: [] })
})

test('a question goes back to be put in other words, unless others are being typed already', () => {
  const failed: Happening = { type: 'heard', heard: { type: 'error', code: 'not_anonymized' }, at }
  const chat = all(opened, [...asking, ...heardAll([]).slice(0, 1), failed])
  expect(chat.messages[1]).toMatchObject({ end: 'error', code: 'not_anonymized' })
  const rephrasing: Happening = { type: 'rephrasing', question }
  expect(next(chat, rephrasing)).toMatchObject({ phase: 'ready', draft: 'How?' })
  expect(all(chat, [{ type: 'typed', draft: 'Why?' }, rephrasing]).draft).toBe('Why?')
})

test('what the server remembers is shown, and a running answer is followed', () => {
  const messages = [message('visitor', question, { text: 'How?' })]
  const found = { id: conversation, startedAt: at, lastAt: at, deletedAt: at, messages }
  const idle = next(opened, { type: 'remembered', found: { conversation: found, running: null } })
  expect(idle).toMatchObject({ phase: 'ready', conversation, messages })
  const running = next(opened, { type: 'remembered', found: { conversation: found, running: question } })
  expect(running).toMatchObject({ phase: 'answering', question })
})

test('words that come after the end change nothing', () => {
  const chat = all(opened, [...asking, ...heardAll(['one'])])
  expect(next(chat, { type: 'heard', heard: { type: 'text', text: 'late' }, at })).toBe(chat)
})

test('whatever happens in whatever order, a draft is never lost', () => {
  const happenings: Happening[] = [
    { type: 'consent-needed', code: null },
    { type: 'refused' },
    { type: 'recording' },
    { type: 'consented' },
    { type: 'failed', code: 'busy' },
    { type: 'stopping' },
    { type: 'rephrasing', question },
    { type: 'emptied', consented: false },
    { type: 'again' },
    { type: 'unavailable', code: 'broken' },
    ...heardAll(['one']),
  ]
  const typed = all(opened, [{ type: 'typed', draft: 'mine' }])
  for (let seed = 0; seed < 200; seed++) {
    const order = happenings.filter((_, index) => (seed >> (index % 8)) & 1)
    expect(all(typed, order).draft).toBe('mine')
  }
})
