import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import { geckoId } from '../../manifest.ts'
import { connect } from './bidi.ts'

const built = fileURLToPath(new URL('../../dist/firefox', import.meta.url))
/** The entries of the menu over a page that are ours, in a menu of their own where they are several. */
const ourEntries = `[...document.querySelectorAll('#contentAreaContextMenu menuitem[id^="${geckoId.replace(/\W/g, '_')}"]')]`
const uuid = '5c2b7a3e-9d41-4f6a-8e0b-1a2b3c4d5e6f'

/** A Firefox with the extension, driven without any driver but what the browser itself offers. */
export interface Firefox {
  uuid: string
  /** A tab with a page, in front. */
  visit(url: string): Promise<string>
  /** Brings a tab to the front. */
  front(tab: string): Promise<void>
  /** Presses the icon in the toolbar over the tab in front. */
  press(): Promise<void>
  /** Presses Alt+Shift and a letter on the keyboard. */
  key(letter: string): Promise<void>
  /** Opens the menu over an element of a tab with the mouse's other button; gives what of it is ours. */
  menu(tab: string, selector: string): Promise<string[]>
  /** Takes an entry of the menu that is open. */
  choose(title: string): Promise<void>
  /** Runs with `panel` as the sidebar's shadow root and `all` as a short hand for its querySelectorAll. */
  inPanel<T>(expression: string): Promise<T>
  /** Runs in a tab. */
  inPage<T>(tab: string, expression: string): Promise<T>
  /** Runs in the browser's own window. */
  inBrowser<T>(expression: string): Promise<T>
  /** Waits until something in the panel is so. */
  until(expression: string): Promise<void>
  click(button: string): Promise<void>
  /** Presses a button with the mouse, where a browser asks for a user's own hand. */
  touch(button: string): Promise<void>
  fill(selector: string, text: string): Promise<void>
  /** Ends the background page, as the browser does whenever it likes. */
  killWorker(): Promise<void>
  close(): Promise<void>
}

export async function openFirefox(): Promise<Firefox> {
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
  await bidi.send('webExtension.install', { extensionData: { type: 'path', path: built } })
  const [window] = (await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome' })).contexts as {
    context: string
  }[]
  const inBrowser = <T>(expression: string) => bidi.run<T>(window!.context, expression)
  const extension = `ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs').ExtensionParent.GlobalManager.getExtension('${geckoId}')`
  const tab = async (url: string) => {
    const { context } = (await bidi.send('browsingContext.create', { type: 'tab' })) as { context: string }
    await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })
    return context
  }
  // A document of ours that does nothing: from it the sidebar's can be reached.
  const window2 = await tab(`moz-extension://${uuid}/src/page/injected.js`)
  const front = async (context: string) => void (await bidi.send('browsingContext.activate', { context }))
  const inPanel = <T>(expression: string) =>
    bidi.run<T>(
      window2,
      `(async () => {
        const view = browser.extension.getViews({ type: 'sidebar' })[0]
        const panel = view?.document.querySelector('atavus-panel')?.shadowRoot
        const all = selector => [...(panel?.querySelectorAll(selector) ?? [])]
        return ${expression}
      })()`,
    )
  const until = (expression: string) =>
    expect
      .poll(() => inPanel<boolean>(`Boolean(${expression})`), { message: expression, timeout: 15_000 })
      .toBe(true)
  const named = (name: string) =>
    `all('button').find(one => (one.getAttribute('aria-label') ?? one.textContent.trim()) === ${JSON.stringify(name)})`
  return {
    uuid,
    async visit(url) {
      const context = await tab(url)
      await front(context)
      return context
    },
    async press() {
      await inBrowser(`(async () => {
        const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs')
        await ExtensionParent.apiManager.global.browserActionFor(${extension}).triggerAction(window)
      })()`)
    },
    async key(letter) {
      await inBrowser(`(() => {
        // A page in another process gets a key first, and what it lets pass of a tool's comes back not every time.
        gURLBar.focus()
        const typing = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor)
        typing.beginInputTransactionForTests(window)
        const keys = [['Alt', 'AltLeft', 18], ['Shift', 'ShiftLeft', 16], ['${letter}', 'Key${letter}', ${letter.charCodeAt(0)}]]
          .map(([key, code, keyCode]) => new KeyboardEvent('', { key, code, keyCode }))
        for (const key of keys) typing.keydown(key)
        for (const key of keys.reverse()) typing.keyup(key)
      })()`)
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
    inPanel,
    inPage: (context, expression) => bidi.run(context, expression),
    inBrowser,
    until,
    async click(button) {
      await until(`${named(button)} && !${named(button)}.disabled`)
      await inPanel(`void ${named(button)}.click()`)
    },
    async touch(button) {
      await until(`${named(button)} && !${named(button)}.disabled`)
      const inner = await inPanel<{ x: number; y: number }>(`(() => {
        ${named(button)}.scrollIntoView({ block: 'center' })
        const { left, top, width, height } = ${named(button)}.getBoundingClientRect()
        return { x: left + width / 2, y: top + height / 2 }
      })()`)
      const outer = await inBrowser<{ x: number; y: number }>(`(() => {
        const sidebar = SidebarController.browser.getBoundingClientRect()
        const panel = SidebarController.browser.contentDocument.querySelector('browser').getBoundingClientRect()
        return { x: sidebar.left + panel.left, y: sidebar.top + panel.top }
      })()`)
      const [x, y] = [Math.round(inner.x + outer.x), Math.round(inner.y + outer.y)]
      await inBrowser(`(() => {
        for (const type of ['mousemove', 'mousedown', 'mouseup'])
          window.synthesizeMouseEvent(type, ${x}, ${y}, { button: 0, buttons: type === 'mousedown' ? 1 : 0, clickCount: 1 }, {})
      })()`)
    },
    async fill(selector, text) {
      await until(`all(${JSON.stringify(selector)}).length`)
      await inPanel(`(() => {
        const field = all(${JSON.stringify(selector)})[0]
        field.value = ${JSON.stringify(text)}
        field.dispatchEvent(new view.Event('input', { bubbles: true }))
      })()`)
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
