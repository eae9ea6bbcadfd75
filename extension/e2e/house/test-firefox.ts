import { type Firefox, openFirefox } from './firefox.ts'
import type { Sidebar } from './sidebar.ts'
import { places } from './test.ts'

interface PerTest {
  firefox: Firefox
  /** Opens the sidebar over a page of the site with a press on the icon, and signs in; gives the tab. */
  entered(path?: string): Promise<string>
}

/** Playwright's `test` with a Firefox that has the extension, a scripted server, and somebody's site. */
export const test = places.extend<PerTest>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
  firefox: async ({}, use) => {
    const browser = await openFirefox()
    await use(browser)
    await browser.close()
  },
  entered: async ({ firefox: browser, server, site }, use) => {
    await use(async (path = '/order') => {
      const tab = await browser.visit(site.url + path)
      await browser.press()
      await enter(browser, server.url)
      await browser.until(`all('.attached').length`)
      return tab
    })
  },
})

/** Agrees to the first page of a sidebar that is open, and signs in. */
export async function enter(browser: Sidebar, server: string): Promise<void> {
  await browser.until(`all('[name=agree]').length`)
  await browser.inPanel(`void all('[name=agree]')[0].click()`)
  await browser.click('Continue')
  await browser.fill('[name=server]', server)
  await browser.click('Sign in')
  await browser.until(`all('textarea').length`)
}
