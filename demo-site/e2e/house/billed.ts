import type { BrowserContext, Page } from '@playwright/test'
import { billed } from '../../../backend/src/testing/payments.ts'
import { environmentOf, type Plans, planFile, publish } from '../../../backend/src/testing/sold.ts'
import { type StripeDouble, startStripe } from '../../../backend/src/testing/stripe/double.ts'
import { type Owner, signUp } from './owner.ts'
import { openPlatform } from './platform.ts'
import { test as base, expect } from './test.ts'

interface PerTest {
  /** Pages of ours ask no other origin for anything; going there is up to whoever looks at them. */
  atHome: undefined
  /** Somebody with a workspace of their own, who has paid for nothing yet. */
  buyer: Owner
  /** The tab of the buyer, who is signed in. */
  desk: Page
}

interface PerWorker {
  /** What is sold; our own plans when absent. Files that sell other things than each other have a platform and a Stripe of their own. */
  plans: Plans | undefined
  stripe: StripeDouble
}

/** The house's `test` on a platform with plans, which are paid for at a double of Stripe. */
export const test = base.extend<PerTest, PerWorker>({
  plans: [undefined, { option: true, scope: 'worker' }],
  stripe: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const stripe = await startStripe()
      await use(stripe)
      await stripe.close()
    },
    { scope: 'worker' },
  ],
  platform: [
    async ({ stripe, plans }, use) => {
      const { path, remove } = planFile(plans)
      const platform = await openPlatform({
        ...environmentOf(stripe),
        ...(path && { ATAVUS_PLANS: path }),
      })
      await publish(stripe, plans, platform.url)
      stripe.deliverTo(`${platform.url}/webhooks/stripe`, billed.STRIPE_WEBHOOK_SECRET)
      await use(platform)
      await platform.close()
      remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  atHome: [
    async ({ context, platform, seen }, use) => {
      // Stripe’s page has none here.
      seen.expect(/\/favicon\.ico\)$/)
      const verify = stayAtHome(context, platform.url)
      await use(undefined)
      verify()
    },
    { auto: true },
  ],
  baseURL: async ({ platform }, use) => use(platform.url),
  buyer: async ({ platform }, use) => use(await signUp(platform.url)),
  desk: async ({ page, context, buyer }, use) => {
    await context.addCookies(buyer.cookies)
    await use(page)
  },
})

export { expect }

/** Keeps what pages of an origin load from another one, or put into a frame; gives how to hold that it was nothing. */
export function stayAtHome(context: BrowserContext, origin: string): () => void {
  const strays: string[] = []
  context.on('request', request => {
    if (request.isNavigationRequest()) return
    const from = request.frame().url()
    const to = new URL(request.url())
    if (from.startsWith(`${origin}/`) && to.protocol.startsWith('http') && to.origin !== origin)
      strays.push(`${from}: ${to}`)
  })
  context.on('page', page => page.on('frameattached', () => strays.push(`${page.url()}: a frame`)))
  return () => expect(strays, 'what pages of ours asked others for').toEqual([])
}
