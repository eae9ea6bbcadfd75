import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import { geckoId } from '../../manifest.ts'
import { connect } from './bidi.ts'
import { extension, type Sidebar, sidebarOf } from './sidebar.ts'

const built = fileURLToPath(new URL('../../dist/firefox', import.meta.url))
/** The entries of the menu over a page that are ours, in a menu of their own where they are several. */
const ourEntries = `[...document.querySelectorAll('#contentAreaContextMenu menuitem[id^="${geckoId.replace(/\W/g, '_')}"]')]`
const uuid = '5c2b7a3e-9d41-4f6a-8e0b-1a2b3c4d5e6f'
/** A document of ours that does nothing: from it the sidebar's can be reached. */
const nothing = `moz-extension://${uuid}/src/page/injected.js`

/** A Firefox with the extension, driven without any driver but what the browser itself offers. */
export interface Firefox extends Sidebar {
  uuid: string
  /** A tab with a page, in front. */
  visit(url: string): Promise<string>
  /** Brings a tab to the front. */
  front(tab: string): Promise<void>
  /** Opens the menu over an element of a tab with the mouse's other button; gives what of it is ours. */
  menu(tab: string, selector: string): Promise<string[]>
  /** Takes an entry of the menu that is open. */
  choose(title: string): Promise<void>
  /** Runs in a tab. */
  inPage<T>(tab: string, expression: string): Promise<T>
  /** Opens a private window with a page in it. */
  openPrivate(url: string): Promise<Sidebar>
  /** Ends the background page, as the browser does whenever it likes. */
  killWorker(): Promise<void>
  close(): Promise<void>
}

interface Given {
  /** What an administrator has set. */
  managed?: object
  /** Its user lets the extension into private windows. */
  inPrivate?: boolean
}

export async function openFirefox({ managed, inPrivate = false }: Given = {}): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), 'atavus-firefox-'))
  await writeFile(
    join(profile, 'user.js'),
    [
      `user_pref("extensions.webextensions.uuids", ${JSON.stringify(JSON.stringify({ [geckoId]: uuid }))});`,
      'user_pref("extensions.webextOptionalPermissionPrompts", false);',
      'user_pref("browser.shell.checkDefaultBrowser", false);',
      'user_pref("datareporting.policy.dataSubmissionEnabled", false);',
      'user_pref("intl.locale.requested", "en-GB");',
    ].join('\n'),
  )
  // As on a user's own machine: what an administrator sets for one's home.
  const policy = join(profile, '.mozilla', 'managed-storage')
  await mkdir(policy, { recursive: true })
  if (managed)
    await writeFile(
      join(policy, `${geckoId}.json`),
      JSON.stringify({ name: geckoId, description: 'Atavus', type: 'storage', data: managed }),
    )
  const child = spawn(
    process.env.ATAVUS_FIREFOX ?? 'firefox-esr',
    [
      '--headless',
      '--no-remote',
      '--profile',
      profile,
      '--remote-debugging-port',
      '0',
      '--remote-allow-system-access',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile } },
  )
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', piece => {
      said += piece
      const [, found] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said) ?? []
      if (found) resolve(`${found}/session`)
    })
    child.once('exit', () => reject(new Error(`Firefox ended: ${said}`)))
  })
  const bidi = await connect(address)
  await bidi.send('session.new', { capabilities: {} })
  await bidi.send('webExtension.install', {
    extensionData: { type: 'path', path: built },
    'moz:allowPrivateBrowsing': inPrivate,
  })
  const windows = async () =>
    (await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome' })).contexts as { context: string }[]
  const tabs = async () =>
    (await bidi.send('browsingContext.getTree', {})).contexts as { context: string; url: string }[]
  const [window] = await windows()
  const tab = async (url: string) => {
    const { context } = (await bidi.send('browsingContext.create', { type: 'tab' })) as { context: string }
    await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })
    return context
  }
  const ground = await tab(nothing)
  const front = async (context: string) => void (await bidi.send('browsingContext.activate', { context }))
  const own = sidebarOf(bidi.run, { window: window!.context, document: ground, inPrivate: false })
  const { inBrowser } = own
  return {
    ...own,
    uuid,
    async visit(url) {
      const context = await tab(url)
      await front(context)
      return context
    },
    front,
    async menu(context, selector) {
      await front(context)
      const at = await bidi.run<{ x: number; y: number }>(
        context,
        `(() => {
        const element = document.querySelector(${JSON.stringify(selector)})
        element.scrollIntoView({ block: 'center' })
        const { left, top } = element.getBoundingClientRect()
        return { x: Math.round(left + 8), y: Math.round(top + 8) }
      })()`,
      )
      const pointer = (type: string) => ({ type, button: 2 })
      await bidi.send('input.performActions', {
        context,
        actions: [
          {
            type: 'pointer',
            id: 'mouse',
            actions: [{ type: 'pointerMove', ...at }, pointer('pointerDown'), pointer('pointerUp')],
          },
        ],
      })
      await expect
        .poll(() => inBrowser(`document.getElementById('contentAreaContextMenu').state`))
        .toBe('open')
      return inBrowser(`${ourEntries}.map(({ label }) => label)`)
    },
    choose: title =>
      inBrowser(`(() => {
        ${ourEntries}.find(({ label }) => label === ${JSON.stringify(title)}).doCommand()
        document.getElementById('contentAreaContextMenu').hidePopup()
      })()`),
    inPage: bidi.run,
    async openPrivate(url) {
      const known = new Set((await windows()).map(({ context }) => context))
      await inBrowser('void OpenBrowserWindow({ private: true })')
      const fresh = async () => (await windows()).find(({ context }) => !known.has(context))?.context
      await expect.poll(fresh).toBeDefined()
      const window = (await fresh())!
      await expect
        .poll(() => bidi.run(window, 'globalThis.gBrowserInit?.delayedStartupFinished ?? false'))
        .toBe(true)
      const open = (address: string) =>
        bidi.run(
          window,
          `(async () => {
            const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal()
            gBrowser.selectedTab = gBrowser.addTab(${JSON.stringify(address)}, { triggeringPrincipal })
          })()`,
        )
      const shown = async (address: string) =>
        (await tabs()).find(one => one.url === address && !before.has(one.context))?.context
      const before = new Set((await tabs()).map(({ context }) => context))
      await open(nothing)
      await expect.poll(() => shown(nothing)).toBeDefined()
      await open(url)
      await expect.poll(() => shown(url)).toBeDefined()
      await expect.poll(async () => bidi.run((await shown(url))!, 'document.readyState')).toBe('complete')
      return sidebarOf(bidi.run, { window, document: (await shown(nothing))!, inPrivate: true })
    },
    killWorker: () => inBrowser(`${extension}.terminateBackground()`),
    async close() {
      bidi.close()
      child.kill('SIGKILL')
      if (child.exitCode === null) await once(child, 'exit').catch(() => {})
      await rm(profile, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
    },
  }
}
