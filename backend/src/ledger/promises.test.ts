import type { Trust } from '@atavus/contract/trust'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { talk, whole } from '../chat/testing/talk.ts'
import type { Processor } from '../egress/purpose.ts'
import { type RemoteSite, remoteSite, sentOf } from '../remote/testing/site.ts'
import { lookInto } from '../testing/database.ts'
import { visit } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { lookAtAll } from '../trust/look.ts'
import { ledgerPromises } from './promises.ts'

const reasons = { deepseek: 'answer', ollama: 'answer', stripe: 'billing', smtp: 'mail' } as const
const host = 'api.deepseek.com:443'
let site: RemoteSite
let rows: ReturnType<typeof lookInto>

// The model's own gate of this site writes nothing down: what is in the ledger is what a test puts there.
beforeAll(async () => {
  site = await remoteSite({ environment: { DEEPSEEK_API_KEY: 'sk-scripted' } })
  rows = lookInto(site.here.address)
})
beforeEach(async () => {
  site.here.at(testMoment)
  await rows`delete from egress`
  await rows`delete from replies`
})
afterAll(async () => {
  await rows.end()
  await site.close()
})

async function seen() {
  await lookAtAll(site.here.world, ledgerPromises)
  const { promises } = (await (await site.here.app.request('/trust.json')).json()) as Trust
  const of = (id: string) => promises.find(one => one.id === id)
  return { states: [of('P3.1')?.state, of('P5.1')?.state], facts: of('P3.1')?.facts ?? [] }
}
const written = (recipient: Processor, to: string, at = testMoment) => rows`
  insert into egress (id, at, workspace_id, kind, recipient, why, host, bytes_out, bytes_in)
  select gen_random_uuid(), ${at}, id, 'processor', ${recipient}, ${reasons[recipient]}, ${to}, 1, 1
  from workspaces limit 1
`
async function prompted() {
  const visitor = await visit(site.here, (await site.assistant()).key)
  expect(sentOf(await whole(talk(site.base, visitor, 'Are you there?').send()))).toBeTruthy()
}

test('P3.1 P5.1 a prompt that left and stands on no line of the ledger breaks both', async () => {
  await prompted()
  expect((await seen()).states).toEqual(['kept', 'kept'])
  site.here.at('2026-11-20T12:01:00.000Z')
  const { states, facts } = await seen()
  expect(states).toEqual(['broken', 'broken'])
  expect(facts).toContainEqual({ fact: 'unwritten', value: '1–9' })

  await written('deepseek', host, '2026-11-20T12:00:00.400Z')
  expect((await seen()).states).toEqual(['kept', 'kept'])
})

test('P3.1 a line of another recipient, or of another time, does not stand for it', async () => {
  await prompted()
  site.here.at('2026-11-20T12:10:00.000Z')
  await written('ollama', '127.0.0.1:11434')
  await written('deepseek', host, '2026-11-20T12:05:00.000Z')
  expect((await seen()).states).toEqual(['broken', 'broken'])
})

test('P3.1 a prompt that the connection did not take is no prompt that left', async () => {
  await prompted()
  await rows`update replies set state = 'stopped'`
  site.here.at('2026-11-20T12:10:00.000Z')
  expect((await seen()).states).toEqual(['kept', 'kept'])
})

test.each<[string, Processor, string, string, string]>([
  ['its own host', 'deepseek', host, testMoment, 'kept'],
  ['another host', 'deepseek', 'evil.example:443', testMoment, 'broken'],
  ['another port of its host', 'deepseek', 'api.deepseek.com:8443', testMoment, 'broken'],
  [
    'a host that may have been configured',
    'deepseek',
    'old.example:443',
    '2026-11-18T12:00:00Z',
    'attention',
  ],
  ['a host longer ago than is summed', 'deepseek', 'old.example:443', '2026-10-20T12:00:00Z', 'kept'],
  ['the local model’s host', 'ollama', '127.0.0.1:11434', testMoment, 'kept'],
  ['one that is not in use (any more)', 'stripe', 'api.stripe.com:443', testMoment, 'attention'],
])('P3.1 what went to %s', async (_, recipient, to, at, state) => {
  await written(recipient, to, at)
  expect((await seen()).states[0]).toBe(state)
})

test('P3.1 P5.1 a line that was lost breaks both for a day', async () => {
  const { ledger } = site.here.world
  const purpose = { kind: 'endpoint', workspace: 'nobody', why: 'webhook' } as const
  ledger.record({ purpose, host: 'hooks.example:443', bytesOut: 1, bytesIn: 1, status: 200, refused: null })
  await ledger.flush()
  site.here.faults.splice(0)
  expect((await seen()).states).toEqual(['broken', 'broken'])
  site.here.at('2026-11-21T12:00:01.000Z')
  expect((await seen()).states).toEqual(['kept', 'kept'])
})
