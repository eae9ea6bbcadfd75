import { expect } from '@playwright/test'
import { geckoId } from '../../manifest.ts'

/** A window of Firefox, and the sidebar in it. */
export interface Sidebar {
  /** Presses the icon in the toolbar over the tab in front. */
  press(): Promise<void>
  /** Presses Alt+Shift and a letter on the keyboard. */
  key(letter: string): Promise<void>
  /** Runs with `panel` as the sidebar's shadow root and `all` as a short hand for its querySelectorAll. */
  inPanel<T>(expression: string): Promise<T>
  /** Runs in the browser's own window. */
  inBrowser<T>(expression: string): Promise<T>
  /** Waits until something in the panel is so. */
  until(expression: string): Promise<void>
  click(button: string): Promise<void>
  /** Presses a button with the mouse, where a browser asks for a user's own hand. */
  touch(button: string): Promise<void>
  fill(selector: string, text: string): Promise<void>
}

/** The extension as the browser itself knows it. */
export const extension = `ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs').ExtensionParent.GlobalManager.getExtension('${geckoId}')`

interface Place {
  /** The context of the window. */
  window: string
  /** That of a document of the extension's, from which its sidebars can be reached. */
  document: string
  inPrivate: boolean
}

export function sidebarOf(
  run: <T>(context: string, expression: string) => Promise<T>,
  { window, document, inPrivate }: Place,
): Sidebar {
  const inBrowser = <T>(expression: string) => run<T>(window, expression)
  const inPanel = <T>(expression: string) =>
    run<T>(
      document,
      `(async () => {
        const view = browser.extension
          .getViews({ type: 'sidebar' })
          .find(({ browser }) => browser.extension.inIncognitoContext === ${inPrivate})
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
    inPanel,
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
    inBrowser,
    until,
    async click(button) {
      await until(`${named(button)} && !${named(button)}.disabled`)
      await inPanel(`void ${named(button)}.click()`)
    },
    async touch(button) {
      await until(`${named(button)} && !${named(button)}.disabled`)
      const inner = await inPanel<{ x: number; y: number }>(`(() => {
        ${named(button)}.scrollIntoView({ block: 'nearest' })
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
  }
}
