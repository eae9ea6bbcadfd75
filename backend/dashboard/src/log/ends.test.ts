import { expect, test } from 'vitest'
import { words } from '../words/words.ts'
import { endOf, whereOf } from './ends.ts'

const { ends, codes, running, where } = words.conversation

test.each([
  { role: 'visitor', end: null, code: null, said: null },
  { role: 'assistant', end: 'complete', code: null, said: null },
  { role: 'assistant', end: null, code: null, said: running },
  { role: 'assistant', end: 'stopped', code: null, said: ends.stopped },
  { role: 'assistant', end: 'truncated', code: null, said: ends.truncated },
  { role: 'assistant', end: 'error', code: 'interrupted', said: codes.interrupted },
  { role: 'assistant', end: 'error', code: null, said: ends.error },
  { role: 'assistant', end: 'stopped', code: 'withdrawn', said: codes.withdrawn },
] as const)('$role, $end, $code: $said', ({ said, ...message }) => {
  expect(endOf(message)).toBe(said)
})

const kept = { where: 'server', fallback: false, because: null, sent: null } as const
const sent = { recipient: 'DeepSeek', country: 'CN', words: '', masked: [], special: [], passages: [] }
const written = (model: string) => where.written.replace('{model}', model)
const went = where.went.replace('{recipient}', 'DeepSeek').replace('{country}', 'China')

test.each([
  { whereabouts: null, said: null },
  { whereabouts: { ...kept, model: 'quote' }, said: `${where.quote} ${where.stayed}` },
  { whereabouts: { ...kept, model: 'ollama' }, said: `${written('Ollama')} ${where.stayed}` },
  {
    whereabouts: { ...kept, model: 'quote', fallback: true },
    said: `${where.quote} ${where.because.down} ${where.stayed}`,
  },
  {
    whereabouts: { ...kept, model: 'ollama', fallback: true, because: 'refused' },
    said: `${written('Ollama')} ${where.because.refused} ${where.stayed}`,
  },
  {
    whereabouts: { ...kept, model: 'quote', fallback: true, because: 'down', sent },
    said: `${where.quote} ${where.because.down} ${went}`,
  },
  {
    whereabouts: { ...kept, model: 'deepseek', where: 'remote', sent },
    said: `${written('DeepSeek')} ${went}`,
  },
  {
    whereabouts: { ...kept, model: 'deepseek', where: 'remote' },
    said: `${written('DeepSeek')} ${where.left}`,
  },
] as const)('$said', ({ said, whereabouts }) => {
  expect(
    whereOf({
      end: 'complete',
      whereabouts: whereabouts && { ...whereabouts, sent: whereabouts.sent && sent },
    }),
  ).toBe(said)
})

test('of an answer that failed before anything left, no place is told', () => {
  const whereabouts = { ...kept, model: 'deepseek', where: 'remote' } as const
  expect(whereOf({ end: 'error', whereabouts })).toBeNull()
  expect(whereOf({ end: 'error', whereabouts: { ...whereabouts, sent } })).toContain(went)
})
