import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { unlimited } from '../chat/testing/talk.ts'
import { type BilledWorld, billedWorld, subscribe } from '../testing/billed.ts'
import { type Owner, signUp } from '../testing/shop.ts'

const dayMs = 86_400_000
let here: BilledWorld
let owner: Owner
let workspace: string

beforeAll(async () => {
  here = await billedWorld({ limits: unlimited })
})
afterAll(() => here.close())
beforeEach(async () => {
  owner = await signUp(here.atavus)
  workspace = (await (await owner.call('GET', '/v1/account')).json()).workspace.id
})

const later = (days: number) => here.until(new Date(here.atavus.world.now().getTime() + days * dayMs))
const customer = () => here.stripe.objects.customers.find(({ metadata }) => metadata.workspace === workspace)
const remove = () =>
  here.atavus.world.db.keeper(keeper => keeper`delete from workspaces where id = ${workspace}`)
const charges = (id: string | undefined) => here.stripe.charges(id).map(({ amount }) => amount)

test('with a workspace its subscription ends, and nothing is charged any more', async () => {
  await subscribe(here, owner, 'starter')
  const id = customer()?.id
  await remove()
  await here.work()
  expect(customer()).toBeUndefined()
  await later(400)

  expect(charges(id)).toEqual([1900])
  expect(here.atavus.faults).toEqual([])
})

test('where Stripe is away then, it ends as soon as it is back', async () => {
  await subscribe(here, owner, 'business', 'year')
  const id = customer()?.id
  const fault = here.stripe.fault(/v1.customers/, 'cut-before', { times: 1000 })
  await remove()
  await here.work()
  await later(0.9)
  expect(customer()?.id).toBe(id)
  fault.lift()
  await later(0.3)
  expect(customer()).toBeUndefined()
  await later(800)

  expect(charges(id)).toEqual([79_000])
  expect(here.atavus.faults).toEqual([])
})

test('a checkout that was open is paid by nobody after that', async () => {
  const { url } = await (
    await owner.call('POST', '/v1/billing/checkout', { plan: 'starter', interval: 'month' })
  ).json()
  const [session] = here.stripe.objects.sessions.slice(-1)
  await remove()
  await here.work()

  expect(url).toContain(session?.id)
  expect(() => here.stripe.pay(session?.id ?? '')).toThrow()
  expect(customer()).toBeUndefined()
})
