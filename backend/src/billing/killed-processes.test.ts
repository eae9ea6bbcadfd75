import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { until } from '../chat/testing/talk.ts'
import { readPlans } from '../plans/file.ts'
import { planOf, sessionOf } from '../testing/billed.ts'
import { lookInto } from '../testing/database.ts'
import { billed } from '../testing/payments.ts'
import { type Backend, openSite, type Site } from '../testing/platform.ts'
import { type Owner, signUp } from '../testing/shop.ts'
import { environmentOf, publish } from '../testing/sold.ts'
import { type StripeDouble, startStripe } from '../testing/stripe/double.ts'

// Real processes, killed by SIGKILL in the middle of a request to Stripe; another one goes on.

let stripe: StripeDouble
let site: Site
let rows: ReturnType<typeof lookInto>
let survivor: Backend
let victim: Backend
let owner: Owner

beforeAll(async () => {
  stripe = await startStripe()
  await publish(stripe, readPlans(undefined))
  site = await openSite(environmentOf(stripe))
  rows = lookInto(site.database.address)
  survivor = await site.start()
}, 60_000)
afterAll(async () => {
  await rows.end()
  await site.close()
  await stripe.close()
})
beforeEach(async () => {
  await rows`delete from limits`
  victim = await site.start()
  owner = await signUp(survivor)
}, 30_000)

/** The same person at another process. */
const at = ({ app }: Backend): Owner => ({
  ...owner,
  call: async (method, path, body) =>
    app.request(path, {
      method,
      headers: { cookie: owner.cookie, origin: 'http://localhost:4600', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
})
const checkout = async (who: Owner) => {
  const answer = await who.call('POST', '/v1/billing/checkout', { plan: 'starter', interval: 'month' })
  return { status: answer.status, ...((await answer.json()) as { url?: string; code?: string }) }
}
const workspaceOf = async (who: Owner): Promise<string> =>
  (await (await who.call('GET', '/v1/account')).json()).workspace.id

/** Kills the victim with SIGKILL as it sends a request, or as soon as Stripe has done what it asked. */
function killAt(request: string, moment: 'before' | 'after'): () => void {
  let killed = false
  return stripe.onRequest(async ({ method, path }) => {
    if (killed || `${method} ${path}` !== request) return
    killed = true
    victim.kill('SIGKILL')
    await victim.ended
  }, moment)
}

test.each([
  ['POST /v1/customers', 'before'],
  ['POST /v1/customers', 'after'],
  ['POST /v1/checkout/sessions', 'before'],
  ['POST /v1/checkout/sessions', 'after'],
] as const)(
  'killed at %s, %s Stripe does it: there is one customer, one page and one charge',
  async (request, moment) => {
    const stop = killAt(request, moment)
    await expect(checkout(at(victim))).rejects.toThrow()
    stop()

    const { status, url = '' } = await checkout(owner)
    expect(status).toBe(200)
    const workspace = await workspaceOf(owner)
    const sessions = stripe.objects.sessions.filter(session => session.client_reference_id === workspace)
    expect(sessions.map(({ id }) => id)).toEqual([sessionOf(url)])
    expect(stripe.objects.customers.filter(({ metadata }) => metadata.workspace === workspace)).toHaveLength(
      1,
    )
    stripe.pay(sessionOf(url))
    expect((await owner.call('POST', '/v1/billing/refresh')).status).toBe(200)
    expect(await planOf(owner)).toBe('starter')
    expect(await checkout(owner)).toMatchObject({ status: 409, code: 'already_subscribed' })
  },
)

test.each(['before', 'after'] as const)(
  'killed as it asks what was paid, %s Stripe answers: what was paid holds as soon as another one hears of it',
  async moment => {
    stripe.delivery({ mode: 'held' })
    const { url = '' } = await checkout(owner)
    const stop = killAt('GET /v1/subscriptions', moment)
    stripe.pay(sessionOf(url))
    await expect(at(victim).call('POST', '/v1/billing/refresh')).rejects.toThrow()
    stop()
    expect(await planOf(owner)).toBe('free')

    // The webhook comes to whoever lives.
    stripe.deliverTo(`${survivor.base}/webhooks/stripe`, billed.STRIPE_WEBHOOK_SECRET)
    const paid = stripe.held.find(({ type }) => type === 'checkout.session.completed')
    expect(await stripe.deliver(paid?.id ?? '')).toEqual([200])
    await until(async () => {
      await new Promise(resolve => setTimeout(resolve, 100))
      return (await planOf(owner)) === 'starter'
    })
    const [row] =
      await rows`select customer from subscriptions where workspace_id = ${await workspaceOf(owner)}`
    expect(stripe.charges(row?.customer).map(({ amount }) => amount)).toEqual([1900])
    stripe.held.length = 0
  },
)
