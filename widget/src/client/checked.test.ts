import { expect, test } from 'vitest'
import { chatEvent, publicAssistant, visitorConversation } from './checked.ts'
import { answerTo, assistant, conversation, message } from './testing.ts'

const element = { type: 'img', props: { src: 'x', onerror: 'alert(1)' }, constructor: undefined }

test('what is right comes through as it is, and nothing beside it', () => {
  expect(publicAssistant({ ...assistant, secret: 1 })).toEqual(assistant)
  for (const event of answerTo('q', ['a'])) expect(chatEvent(JSON.stringify(event))).toEqual(event)
})

test.each(['name', 'greeting', 'accent'])('an element in place of %s is refused', name => {
  expect(() => publicAssistant({ ...assistant, [name]: element })).toThrow('broken')
})

test('an element is refused wherever a message holds text', () => {
  const at = '2026-07-01T10:00:00.000Z'
  for (const name of Object.keys(message('visitor', 'q'))) {
    const bad = { ...message('visitor', 'q'), [name]: element }
    const found = { id: conversation, startedAt: at, lastAt: at, deletedAt: at, messages: [bad] }
    const read = () => visitorConversation({ conversation: found, running: null })
    if (name === 'role') expect(read().conversation?.messages[0]?.role).toBe('assistant')
    else expect(read).toThrow('broken')
  }
})

test.each([
  'null',
  '1',
  '[]',
  '"text"',
  '{}',
  '{"type":1}',
  '{"type":"__proto__"}',
  '{"type":"constructor"}',
])('%s is no event', json => {
  expect(chatEvent(json)).toBeNull()
})
