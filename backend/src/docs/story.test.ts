import { writeFile } from 'node:fs/promises'
import type { Recorded, Step } from '@atavus/contract/examples'
import { recorded, steps } from '@atavus/contract/examples'
import type { Operation } from '@atavus/contract/operation'
import { operations } from '@atavus/contract/operations'
import { scopes } from '@atavus/contract/rights'
import type { ApiKeyMade } from '@atavus/contract/workspace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { createQuote } from '../models/quote.ts'
import { signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { openGroups } from './groups.ts'
import { type Told, tell } from './testing/story.ts'

// The examples of the API's page are a story that is told here to a real backend. Where the contract or an answer has
// changed on purpose: ATAVUS_RECORD=1 vitest run backend/src/docs, then the formatter over recorded.json.

let here: TestWorld
let told: Told[]
let now: Recorded[]

beforeAll(async () => {
  here = await testWorld({ models: { quote: createQuote() } })
  const base = await here.serve()
  const story = await tell(base, await apiKey(), steps)
  told = story.told
  now = story.recorded
  if (process.env.ATAVUS_RECORD)
    await writeFile(
      new URL('../../contract/src/recorded.json', import.meta.url),
      `${JSON.stringify(now, null, 2)}\n`,
    )
})
afterAll(() => here.close())

async function apiKey(): Promise<string> {
  const owner = await signUp(here)
  const answer = await owner.call('POST', '/v1/keys', { name: 'The shop’s server', scopes, days: null })
  if (answer.status !== 201) throw new Error(await answer.text())
  return ((await answer.json()) as z.infer<typeof ApiKeyMade>).secret
}

test('every step of the story ends as it says, without a fault', () => {
  const ends = told.map(({ step, status, text }) => ({
    operation: step.operation,
    status,
    ...(status !== step.status && { text }),
  }))
  expect(ends).toEqual(steps.map(({ operation, status }) => ({ operation, status })))
  expect(here.faults).toEqual([])
})

test('every answer is what the contract says', () => {
  for (const { step, type, text, status } of told) {
    const { answer }: Operation = operations[step.operation]
    if (status >= 400) expect(type).toBe('application/problem+json')
    else if (!answer) expect(text).toBe('')
    else if (isStream(step)) expect(type).toMatch(/^text\/event-stream/)
    else if (typeof answer === 'string') expect(answer).toContain(type?.split(';')[0])
    else
      expect({ operation: step.operation, problem: answer.safeParse(JSON.parse(text)).error }).toEqual({
        operation: step.operation,
        problem: undefined,
      })
  }
})

const isStream = ({ operation, body }: Step): boolean => {
  const { answer }: Operation = operations[operation]
  return answer === 'text/event-stream' || (body as { stream?: boolean } | undefined)?.stream === true
}

test('the story uses every door for programs', () => {
  const used = new Set(steps.map(({ operation }) => operation))
  const doors = openGroups.flatMap(({ doors }) => doors.map(([name]) => name))
  expect(doors.filter(name => !used.has(name))).toEqual([])
})

test('the page’s examples are what a backend answers today', () => {
  expect(now).toEqual(recorded)
})
