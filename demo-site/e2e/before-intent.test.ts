import type { Page } from '@playwright/test'
import { chatOn } from './house/chat.ts'
import { expect, test } from './house/test.ts'

const pages = [
  '/',
  '/de',
  '/en/products',
  '/en/products/alder-bag',
  '/en/delivery',
  '/en/basket',
  '/try',
  '/missing',
]

for (const path of pages) {
  test(`on ${path} the page is as it was before but for one element, and nothing moves`, async ({
    page,
    platform,
    seen,
  }) => {
    if (path === '/missing') seen.expect(/status of 404/)
    await page.route(`${platform.url}/widget.js`, route => route.fulfill({ body: '' }))
    await page.goto(platform.shop + path)
    const without = await markup(page)
    await page.unroute(`${platform.url}/widget.js`)
    seen.requests.length = 0

    await watchShifts(page)
    await page.goto(platform.shop + path)
    await expect(chatOn(page).bubble).toBeVisible()
    expect(await page.locator('atavus-chat').count()).toBe(1)
    expect(await markup(page)).toBe(without)
    await lookAround(page)
    expect(await shifts(page)).toBe(0)
    expect(await stored(page)).toEqual({ local: 0, session: 0, databases: 0, caches: 0, cookies: '' })
    expect(await page.context().cookies()).toEqual([])
    expect(seen.requests.filter(address => address.startsWith(platform.url))).toEqual([
      `${platform.url}/widget.js`,
    ])
    expect(await markup(page)).toBe(without)
  })
}

/** The document without the chat's element. */
function markup(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement
    copy.querySelector('atavus-chat')?.remove()
    return copy.outerHTML
  })
}

/** What a visitor does who does not want to chat: looks at the button, reads on, turns to another tab and back. */
async function lookAround(page: Page) {
  await chatOn(page).bubble.hover()
  await page.mouse.move(300, 300)
  await page.mouse.wheel(0, 600)
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await page.waitForTimeout(300)
}

async function watchShifts(page: Page) {
  await page.addInitScript(() => {
    const own = window as unknown as { shifts: number }
    own.shifts = 0
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) own.shifts += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

const shifts = (page: Page) => page.evaluate(() => (window as unknown as { shifts: number }).shifts)

async function stored(page: Page) {
  return page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookies: document.cookie,
  }))
}
