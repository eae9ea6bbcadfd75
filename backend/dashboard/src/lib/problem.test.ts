import { expect, test } from 'vitest'
import { words } from '../words/words.ts'
import { explain, namesField, Refused, refusedBy } from './problem.ts'

test('a problem document becomes its code, fields and wait', async () => {
  const body = { code: 'too_many_requests', retryAfter: 12, errors: [{ path: 'origins.2', problem: 'x' }] }
  const refusal = await refusedBy(Response.json(body, { status: 429 }))
  expect(refusal.code).toBe('too_many_requests')
  expect(explain(refusal)).toContain('12 seconds')
  expect(namesField(refusal, 'origins')).toBe(true)
  expect(namesField(refusal, 'origin')).toBe(false)
})

test.each([
  { named: 'a page of a proxy', answer: new Response('<h1>Bad gateway</h1>', { status: 502 }) },
  { named: 'a code that nobody knows', answer: Response.json({ code: 'surprise' }, { status: 418 }) },
  { named: 'a list', answer: Response.json([], { status: 500 }) },
])('$named counts as broken', async ({ answer }) => {
  expect((await refusedBy(answer)).code).toBe('broken')
})

test('what is no refusal is explained without its message', () => {
  expect(explain(new Error('secret'))).toBe(words.refusals.broken)
  expect(explain(new Refused('busy'))).toContain(words.aMoment)
})

test.each([
  { path: 'seats', said: words.billing.limits.seats },
  { path: 'model', said: words.billing.limits.model },
  { path: 'constructor', said: words.refusals.plan_limit },
])('what a plan allows no more of is named: $path', ({ path, said }) => {
  expect(explain(new Refused('plan_limit', { errors: [{ path, problem: 'x' }] }))).toBe(said)
})
