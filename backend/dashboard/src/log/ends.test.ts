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

test.each([
  { whereabouts: null, said: null },
  { whereabouts: { model: 'quote', where: 'server', fallback: false }, said: where.quote },
  { whereabouts: { model: 'quote', where: 'server', fallback: true }, said: where.fallback },
  {
    whereabouts: { model: 'ollama', where: 'server', fallback: false },
    said: where.server.replace('{model}', 'Ollama'),
  },
  {
    whereabouts: { model: 'deepseek', where: 'remote', fallback: false },
    said: where.remote.replace('{model}', 'DeepSeek'),
  },
] as const)('$said', ({ said, whereabouts }) => {
  expect(whereOf({ whereabouts })).toBe(said)
})
