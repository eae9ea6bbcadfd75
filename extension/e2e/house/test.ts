import { OwnAsk, type Shared } from '@atavus/contract/own'
import { test as base, type Page } from '@playwright/test'
import { type Chromium, openChromium } from './chromium.ts'
import { type Panel, panelOn } from './panel.ts'
import { type Call, type Played, playServer } from './server.ts'
import { openSite } from './site.ts'

interface Places {
  server: Played
  site: { url: string }
}

interface PerTest {
  chromium: Chromium
  /** Opens the panel over a page of the site with a press on the icon, and signs in. */
  entered(path?: string): Promise<Panel>
}

/** Playwright's `test` with a scripted server, and somebody's site. */
export const places = base.extend<Places>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
  server: async ({}, use) => {
    const server = await playServer()
    await use(server)
    await server.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
  site: async ({}, use) => {
    const site = await openSite()
    await use(site)
    site.close()
  },
})

/** With a Chromium that has the extension. */
export const test = places.extend<PerTest>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
  chromium: async ({}, use) => {
    const chromium = await openChromium()
    await use(chromium)
    await chromium.close()
  },
  entered: async ({ chromium, server, site }, use) => {
    await use(async (path = '/order') => {
      const page = await chromium.visit(site.url + path)
      await chromium.press(page)
      const panel = panelOn(await chromium.panel())
      await panel.enter(server.url)
      await panel.field.waitFor()
      await page.bringToFront()
      await panel.page.locator('.attached').waitFor()
      return panel
    })
  },
})

export { expect } from '@playwright/test'

/** The questions that a server got, in order. */
export const asked = ({ calls }: Played): Call[] =>
  calls.filter(({ path, method }) => method === 'POST' && path.endsWith('/messages'))

/** A question as the contract reads it. */
export const askedWith = ({ body }: Call): { text: string; context: Shared[] } => {
  const { text, context = [] } = OwnAsk.parse(body)
  return { text, context }
}

/** The tab with a page of the site. */
export const tabOf = (chromium: Chromium, site: { url: string }): Page =>
  chromium.context.pages().find(page => page.url().startsWith(site.url))!
