import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, type CDPSession, chromium, expect, type Page } from '@playwright/test'
import type { Target } from '../../manifest.ts'
import { freePort } from './port.ts'

const built = (target: Target) => fileURLToPath(new URL(`../../dist/${target}`, import.meta.url))

/** A Chromium with the extension as a user has it: nothing granted beyond what they press. */
export interface Chromium {
  id: string
  context: BrowserContext
  /** A tab with a page, in front. */
  visit(url: string): Promise<Page>
  /** A tab with a page in a window of its own. */
  visitApart(url: string): Promise<Page>
  /** Presses the icon in the toolbar over a tab, as a user does: this opens the tab to the extension. */
  press(page: Page): Promise<void>
  /** Opens a private window with a page in it, and presses the icon there. */
  pressPrivately(url: string): Promise<void>
  /** The side panel itself, once it is there. */
  panel(): Promise<Page>
  /** The panels of all windows, once there are so many. */
  panels(count: number): Promise<Page[]>
  /** Closes the panel. */
  closePanel(): Promise<void>
  /** Ends the worker, as the browser does whenever it likes. */
  killWorker(): Promise<void>
  /** Loads another extension; gives its id. */
  load(path: string): Promise<string>
  /** Runs in the worker. */
  inWorker<T>(run: string): Promise<T>
  close(): Promise<void>
}

interface Given {
  /** Which build. */
  target?: Target
  /** Its user lets the extension into private windows. */
  inPrivate?: boolean
}

export async function openChromium({ target = 'chrome', inPrivate = false }: Given = {}): Promise<Chromium> {
  const profile = await mkdtemp(join(tmpdir(), 'atavus-chromium-'))
  const port = await freePort()
  const asRoot = process.getuid?.() === 0
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.ATAVUS_CHROMIUM ?? '/usr/bin/chromium',
    headless: false,
    locale: 'en-GB',
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      '--headless=new',
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--lang=en-GB',
      '--enable-unsafe-extension-debugging',
      `--remote-debugging-port=${port}`,
    ],
  })
  const cdp = await context.browser()!.newBrowserCDPSession()
  const load = async (path: string) =>
    ((await send(cdp, 'Extensions.loadUnpacked', { path, enableInIncognito: inPrivate })) as { id: string })
      .id
  const id = await load(built(target))
  const targets = async (type: string) => {
    const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{ type }] })
    return targetInfos
  }
  const panelUrl = `chrome-extension://${id}/src/panel/panel.html`
  const panels = async () => (await targets('page')).filter(({ url }) => url === panelUrl)
  const worker = () =>
    context.serviceWorkers().find(one => one.url().startsWith(`chrome-extension://${id}/`)) ??
    context.waitForEvent('serviceworker')

  const panelsIn = async (count: number) => {
    await expect.poll(async () => (await panels()).length).toBe(count)
    // Only a connection that is made when the panel is there has it among its pages.
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    return browser
      .contexts()
      .flatMap(one => one.pages())
      .filter(page => page.url() === panelUrl)
  }

  // A press before the worker listens is lost, which no user's first press is.
  await expect
    .poll(async () => (await worker()).evaluate('chrome.action.onClicked.hasListeners()'))
    .toBe(true)
  return {
    id,
    context,
    async visit(url) {
      const page = await context.newPage()
      await page.goto(url)
      await page.bringToFront()
      return page
    },
    async visitApart(url) {
      const opened = context.waitForEvent('page')
      await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true })
      const page = await opened
      await page.goto(url)
      return page
    },
    async press(page) {
      await page.bringToFront()
      const tab = (await targets('tab')).find(({ url }) => url === page.url())
      await send(cdp, 'Extensions.triggerAction', { id, targetId: tab!.targetId })
    },
    async pressPrivately(url) {
      const { browserContextId: own } = (await targets('service_worker')).find(one => one.url.includes(id))!
      const made = `chrome.windows.create({ incognito: true, url: ${JSON.stringify(url)} })`
      await (await worker()).evaluate(`${made}.then(() => {})`)
      // With a title it has arrived: before, what a press grants goes with the page that was there.
      const found = async () =>
        (await targets('tab')).find(
          tab => tab.url === url && tab.browserContextId !== own && tab.title && !url.endsWith(tab.title),
        )
      await expect.poll(found).toBeDefined()
      await send(cdp, 'Extensions.triggerAction', { id, targetId: (await found())!.targetId })
    },
    panel: async () => (await panelsIn(1))[0]!,
    panels: panelsIn,
    async closePanel() {
      for (const { targetId } of await panels()) await cdp.send('Target.closeTarget', { targetId })
      await expect.poll(async () => (await panels()).length).toBe(0)
    },
    async killWorker() {
      for (const { targetId, url } of await targets('service_worker'))
        if (url.includes(id)) await cdp.send('Target.closeTarget', { targetId })
      await expect
        .poll(async () => (await targets('service_worker')).filter(({ url }) => url.includes(id)).length)
        .toBe(0)
    },
    load,
    inWorker: async run => (await worker()).evaluate(run),
    async close() {
      await Promise.race([context.close(), new Promise(resolve => setTimeout(resolve, 3000))])
      await rm(profile, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
    },
  }
}

/** Commands that Playwright's types do not know. */
function send(cdp: CDPSession, method: string, params: object): Promise<unknown> {
  const raw: { send(method: string, params: object): Promise<unknown> } = cdp as never
  return raw.send(method, params)
}
