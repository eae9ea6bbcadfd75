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

test('CVE-2026-22028: an element is refused wherever a message holds text', () => {
  const at = '2026-07-01T10:00:00.000Z'
  for (const name of Object.keys(message('visitor', 'q'))) {
    const bad = { ...message('visitor', 'q'), [name]: element }
    const found = { id: conversation, startedAt: at, lastAt: at, deletedAt: at, messages: [bad] }
    const read = () => visitorConversation({ conversation: found, running: null })
    if (name === 'role') expect(read().conversation?.messages[0]?.role).toBe('assistant')
    else expect(read).toThrow('broken')
  }
})

const sent = {
  recipient: 'DeepSeek',
  country: 'CN',
  words: 'I am [PERSON_482913]',
  masked: [{ kind: 'person', count: 1 }],
  special: ['health'],
  passages: ['Delivery'],
}
const told = (notice: object) => chatEvent(JSON.stringify({ type: 'notice', notice }))

test('what was sent comes through, and a server that does not tell counts as one that sent nothing', () => {
  const where = { model: 'deepseek', where: 'remote', fallback: false }
  expect(told({ ...where, because: null, sent })).toMatchObject({ notice: { because: null, sent } })
  expect(told(where)).toMatchObject({ notice: { because: null, sent: null } })
})

test.each(Object.keys(sent))('an element in place of %s in what was sent is refused', name => {
  for (const bad of [element, [element], [{ kind: element, count: 1 }], [{ kind: 'person', count: element }]])
    expect(() =>
      told({ model: 'deepseek', where: 'remote', fallback: false, sent: { ...sent, [name]: bad } }),
    ).toThrow('broken')
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
