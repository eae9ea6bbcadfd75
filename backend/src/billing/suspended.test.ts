import type { Account } from '@atavus/contract/account'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { noLimits } from '../accounts/testing/browser.ts'
import { type BilledWorld, billedWorld, subscribe } from '../testing/billed.ts'
import { lookInto } from '../testing/database.ts'
import { mailsTo } from '../testing/mail.ts'
import { invited } from '../testing/tenants.ts'
import { type Buyer, buyer } from './testing/buyer.ts'

let till: BilledWorld
let operator: Buyer
let one: Buyer

beforeAll(async () => {
  till = await billedWorld({ limits: { ...noLimits } })
  operator = await buyer(till)
  const sql = lookInto(till.atavus.address)
  const [row] = await sql`
    insert into operators (account_id, added_at)
    select id, ${till.atavus.world.now()} from accounts where email = ${operator.email} returning account_id as id
  `
  await sql`update sessions set factor = true where account_id = ${row?.id}`
  await sql.end()
})
afterAll(() => till.close())
beforeEach(async () => {
  one = await buyer(till)
})

async function suspend(workspace: string) {
  const wish = { suspended: true, reason: 'Sells what it does not have' }
  expect((await operator.call('PATCH', `/v1/operator/workspaces/${workspace}`, wish)).status).toBe(204)
}
const codeOf = async (asked: Promise<Response>) => ((await (await asked).json()) as { code?: string }).code

test('who pays for a suspended workspace sees it, and ends it', async () => {
  await subscribe(till, one, 'starter')
  await suspend(one.workspace)
  expect(await codeOf(one.call('GET', '/v1/assistants'))).toBe('suspended')
  expect(await one.billing()).toMatchObject({ suspended: true, subscription: { state: 'active' } })
  expect((await one.call('GET', '/v1/billing/invoices')).status).toBe(200)

  const answer = await one.call('POST', '/v1/billing/portal', { to: 'cancel' })
  expect(answer.status).toBe(200)
  till.stripe.cancel(((await answer.json()) as { url: string }).url)
  await till.work()
  expect((await one.billing()).subscription?.endsAt).not.toBeNull()
})

test('the card is changed and the portal seen, but nothing else is bought for it', async () => {
  expect(await codeOf(one.call('GET', '/v1/billing'))).toBeUndefined()
  await suspend(one.workspace)
  const wish = { plan: 'business', interval: 'month' }
  expect(await codeOf(one.call('POST', '/v1/billing/checkout', wish))).toBe('suspended')

  const other = await buyer(till)
  await subscribe(till, other, 'starter')
  await suspend(other.workspace)
  expect(await codeOf(other.call('POST', '/v1/billing/portal', { to: 'change', ...wish }))).toBe('suspended')
  for (const to of ['payment', 'home'])
    expect((await other.call('POST', '/v1/billing/portal', { to })).status).toBe(200)
  expect(till.stripe.charges().filter(({ amount }) => amount === 7900)).toEqual([])
})

test('from another workspace of theirs, those who pay come in to end it, and nobody else', async () => {
  await subscribe(till, one, 'starter')
  const partner = await invited(till.atavus, one, 'owner')
  const reader = await invited(till.atavus, one, 'editor')
  const enter = (who: Pick<Buyer, 'call'>, workspace: string) =>
    who.call('PATCH', '/v1/session', { workspace })
  for (const guest of [partner, reader]) {
    const { workspaces } = (await (await guest.call('GET', '/v1/account')).json()) as Account
    const home = workspaces.find(({ id }) => id !== one.workspace)
    expect((await enter(guest, home?.id ?? '')).status).toBe(200)
  }
  await suspend(one.workspace)

  expect(await codeOf(enter(reader, one.workspace))).toBe('suspended')
  expect((await enter(partner, one.workspace)).status).toBe(200)
  expect((await partner.call('GET', '/v1/billing')).status).toBe(200)
  expect(await codeOf(partner.call('GET', '/v1/assistants'))).toBe('suspended')
})

test('those who go on paying are told so, and the others are not', async () => {
  const other = await buyer(till)
  await subscribe(till, one, 'starter')
  await suspend(one.workspace)
  await suspend(other.workspace)

  expect(await mailOf(one)).toContain('goes on being charged')
  expect(await mailOf(other)).not.toContain('charged')
})

async function mailOf({ email }: Buyer): Promise<string> {
  const mails = await mailsTo(till.atavus, email)
  return mails.find(({ subject }) => subject === 'Your workspace was suspended')?.text ?? ''
}
