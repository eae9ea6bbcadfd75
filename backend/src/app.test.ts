import type { Problem } from '@atavus/contract/refusals'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultFields } from './lib/log.ts'
import { type Owner, signUp } from './testing/shop.ts'
import { type TestWorld, testWorld } from './testing/world.ts'

let here: TestWorld
let owner: Owner

beforeAll(async () => {
  here = await testWorld()
  here.app.post('/trial', async c => {
    const { value } = (await c.req.json()) as { value: string }
    await here.world.db.stranger`select ${value}::text::timestamptz`
    return c.body(null, 204)
  })
  owner = await signUp(here)
})
afterAll(() => here.close())

const problemOf = async (answer: Response) => ({
  status: answer.status,
  code: ((await answer.json()) as Problem).code,
})
const refused = { status: 400, code: 'invalid_request' }
const cursor = (at: string) => Buffer.from(`${at} ${crypto.randomUUID()}`).toString('base64url')

test.each([
  '?day=0000-01-01',
  '?day=0001-01-01',
  '?day=1999-12-31',
  '?day=2200-01-01',
  '?day=9999-12-31',
  '?day=2026-02-30',
  '/export?format=csv&day=0000-01-01',
  `?cursor=${cursor('+275760-09-13T00:00:00.000Z')}`,
  `?cursor=${cursor('-271821-04-20T00:00:00.000Z')}`,
])('a moment that no conversation can have is refused: %s', async asked => {
  expect(await problemOf(await owner.call('GET', `/v1/conversations${asked}`))).toEqual(refused)
  expect(here.faults).toEqual([])
})

test.each(['?day=2000-01-01', '?day=2199-12-31', `?cursor=${cursor('2000-01-01T00:00:00.000Z')}`])(
  'the first and the last moment that one can have are taken: %s',
  async asked => {
    expect((await owner.call('GET', `/v1/conversations${asked}`)).status).toBe(200)
  },
)

test('what the database cannot take is refused as invalid, and the log does not tell it', async () => {
  const answer = await owner.call('POST', '/trial', { value: 'a private word' })

  expect(await problemOf(answer)).toEqual(refused)
  const [fault] = here.faults.splice(0)
  expect(faultFields(fault)).toMatchObject({ name: 'PostgresError', code: '22007' })
  expect(JSON.stringify(faultFields(fault))).not.toContain('private word')
})
