import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { mailsTo } from '../testing/mail.ts'
import { signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { lookAtAll } from './look.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>
let email: string

beforeAll(async () => {
  here = await testWorld()
  rows = lookInto(here.address)
  const account = (await (await (await signUp(here)).call('GET', '/v1/account')).json()) as {
    id: string
    email: string
  }
  email = account.email
  await rows`insert into operators (account_id, added_at) values (${account.id}, ${testMoment})`
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const told = async () =>
  (await mailsTo(here, email)).filter(({ subject }) => subject === 'A promise is broken').length
const changes = () => rows<{ promise: string; before: string; state: string }[]>`
  select promise, before, state from trust_changes order by promise
`

test('what is broken at its first look is told, once, also when another process looks', async () => {
  await rows`alter table pictures add column place text`
  const beside = await testWorld({ beside: here })
  await lookAtAll(here.world)
  expect(await changes()).toEqual(
    ['P1.1', 'P1.11', 'P1.3'].map(promise => ({ promise, before: 'attention', state: 'broken' })),
  )
  expect(await told()).toBe(3)

  await lookAtAll(beside.world)
  await lookAtAll(here.world)
  expect(await told()).toBe(3)
  await beside.close()
  await rows`alter table pictures drop column place`
})

test('what is kept at its first look is no change', async () => {
  await rows`delete from trust_checks`
  await rows`delete from trust_changes`
  await lookAtAll(here.world)
  expect((await changes()).filter(({ state }) => state !== 'broken')).toEqual([])
})
