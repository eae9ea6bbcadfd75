import { rm } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { openChromium } from '../e2e/house/chromium.ts'
import { panelOn } from '../e2e/house/panel.ts'
import { playServer } from '../e2e/house/server.ts'
import { openSite } from '../e2e/house/site.ts'
import { emptyExtension } from './empty.ts'

/** In milliseconds, one for each round. */
export interface Openings {
  panel: number[]
  empty: number[]
  browser: string
}

/**
 * How long it takes from opening the panel until somebody can write in it, beside what a page of an extension takes on
 * which nothing is: in one browser, by turns, by each page's own clock. The one who is signed in has been here before,
 * and the server answers at once.
 */
export async function openings(rounds: number): Promise<Openings> {
  const [browser, server, site, folder] = await Promise.all([
    openChromium(),
    playServer(),
    openSite(),
    emptyExtension(),
  ])
  try {
    await browser.press(await browser.visit(`${site.url}/order`))
    const panel = panelOn(await browser.panel())
    await panel.enter(server.url)
    await panel.field.waitFor()
    await browser.closePanel()
    const empty = `chrome-extension://${await browser.load(folder)}/empty.html`
    const opened = await stopwatch(await browser.context.newPage())
    const times: Openings = { panel: [], empty: [], browser: browser.context.browser()?.version() ?? '' }
    for (let round = 0; round < rounds; round++) {
      times.empty.push(await opened(empty))
      times.panel.push(await opened(`chrome-extension://${browser.id}/src/panel/panel.html`))
    }
    return times
  } finally {
    await browser.close()
    await server.close()
    site.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Opens addresses in a tab and gives how long each took. */
async function stopwatch(page: Page): Promise<(url: string) => Promise<number>> {
  // It looks from the very beginning of a page: a tool that asks from outside comes later than both.
  await page.addInitScript(() => {
    const field = () =>
      document.querySelector('#empty') ??
      document.querySelector('atavus-panel')?.shadowRoot?.querySelector('textarea:enabled')
    const look = () => {
      if (!field()) return void setTimeout(look, 1)
      // The second frame begins when the first one is painted.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => Reflect.set(window, 'usable', performance.now())),
      )
    }
    look()
  })
  return async url => {
    await page.goto(url)
    const usable = await page.waitForFunction(() => Reflect.get(window, 'usable'))
    return Number(await usable.jsonValue())
  }
}

/** The value below which a share (0 to 1) of all lies. */
export function quantile(times: number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) * share)]!
}
