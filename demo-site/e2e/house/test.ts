import { test as base, type Page } from '@playwright/test'
import type { NewAssistant } from '../../../backend/contract/src/console.ts'
import { type Owner, type OwnSite, openSite, signUp } from './owner.ts'
import { openPlatform, type Platform } from './platform.ts'
import { type Watch, watchOver } from './watch.ts'

interface PerTest {
  /** What the browser of `page` did. */
  seen: Watch
  /** The owner's browser, signed in to the dashboard. */
  desk: Page
  /** A site with an assistant of the owner; see `assistant` and `knows`. */
  site: OwnSite
  /** Fields of that assistant. */
  assistant: Partial<NewAssistant>
  /** Names of the shop's pages that it knows. */
  knows: string[]
}

interface PerWorker {
  platform: Platform
  owner: Owner
}

/** Playwright's `test`, with the platform running and every browser watched over. */
export const test = base.extend<PerTest, PerWorker>({
  platform: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const platform = await openPlatform()
      await use(platform)
      await platform.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  owner: [async ({ platform }, use) => use(await signUp(platform.url)), { scope: 'worker' }],
  seen: [
    async ({ context }, use) => {
      const watch = await watchOver(context)
      await use(watch)
      await watch.verify()
    },
    { auto: true },
  ],
  desk: async ({ browser, contextOptions, platform, owner }, use) => {
    const context = await browser.newContext({ ...contextOptions, baseURL: platform.url })
    const watch = await watchOver(context)
    await context.addCookies(owner.cookies)
    await use(await context.newPage())
    await watch.verify()
    await context.close()
  },
  assistant: [{}, { option: true }],
  knows: [['delivery', 'returns'], { option: true }],
  site: async ({ platform, owner, assistant, knows }, use) => {
    const site = await openSite(owner, platform.url, assistant, knows)
    await use(site)
    await site.close()
  },
})

export { expect } from '@playwright/test'
