import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, type CDPSession, chromium, expect, type Page } from '@playwright/test'
import { freePort } from './port.ts'

const built = fileURLToPath(new URL('../../dist/chrome', import.meta.url))

/** A Chromium with the extension as a user has it: nothing granted beyond what they press. */
export interface Chromium {
  id: string
  context: BrowserContext
  /** A tab with a page, in front. */
  visit(url: string): Promise<Page>
  /** Presses the icon in the toolbar over a tab, as a user does: this opens the tab to the extension. */
  press(page: Page): Promise<void>
  /** The side panel itself, once it is there. */
  panel(): Promise<Page>
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

export async function openChromium(): Promise<Chromium> {
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
    ((await send(cdp, 'Extensions.loadUnpacked', { path })) as { id: string }).id
  const id = await load(built)
  const targets = async (type: string) => {
    const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{ type }] })
    return targetInfos
  }
  const panelUrl = `chrome-extension://${id}/src/panel/panel.html`
  const panels = async () => (await targets('page')).filter(({ url }) => url === panelUrl)
  const worker = () =>
    context.serviceWorkers().find(one => one.url().startsWith(`chrome-extension://${id}/`)) ??
    context.waitForEvent('serviceworker')

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
    async press(page) {
      await page.bringToFront()
      const tab = (await targets('tab')).find(({ url }) => url === page.url())
      await send(cdp, 'Extensions.triggerAction', { id, targetId: tab!.targetId })
    },
    async panel() {
      await expect.poll(async () => (await panels()).length).toBe(1)
      // Only a connection that is made when the panel is there has it among its pages.
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
      return browser
        .contexts()
        .flatMap(one => one.pages())
        .find(page => page.url() === panelUrl)!
    },
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
