import browser, { type Tabs } from 'webextension-polyfill'
import script from './injected.ts?script&iife'
import type { Page } from './page.ts'

/** From the root: Firefox would look for it beside the page that asks. */
const file = `/${script}`

/** Why a tab was not read: it was not opened to us by a click, it is a PDF, or the browser lets nobody in. */
export type Closed = 'no-grant' | 'pdf' | 'forbidden'

/** Reads a tab that the user has opened to us. The page cannot tell. */
export async function readTab(tab: Tabs.Tab): Promise<Page | Closed> {
  const { id: tabId, url = '' } = tab
  if (tabId === undefined) return 'forbidden'
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: [file] })
    const [done] = await browser.scripting.executeScript({
      target: { tabId },
      func: () => Reflect.get(globalThis, 'atavus').read(),
    })
    const page = done?.result as Page | null | undefined
    if (!page) return isPdf(url) ? 'pdf' : 'forbidden'
    return page.pdf ? 'pdf' : page
  } catch {
    // The address of a tab is told to us only where we may read it.
    if (isPdf(url)) return 'pdf'
    return url === '' ? 'no-grant' : 'forbidden'
  }
}

/** Shows a passage in the tab; null where the tab is not open to us (any more), false where it has other words now. */
export function showIn(tabId: number, passage: string): Promise<boolean | null> {
  return inTab(tabId, 'show', passage)
}

/** Puts words at the cursor in the tab; null where the tab is not open to us, false where there is no field. */
export function insertIn(tabId: number, words: string): Promise<boolean | null> {
  return inTab(tabId, 'insert', words)
}

async function inTab(tabId: number, act: 'show' | 'insert', words: string): Promise<boolean | null> {
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: [file] })
    const [done] = await browser.scripting.executeScript({
      target: { tabId },
      args: [act, words],
      func: (act: string, words: string) => Reflect.get(globalThis, 'atavus')[act](words),
    })
    return done?.result === true
  } catch {
    return null
  }
}

/** The tab in front of a window. */
export async function frontTab(window: number): Promise<Tabs.Tab | null> {
  const [tab] = await browser.tabs.query({ active: true, windowId: window })
  return tab ?? null
}

const isPdf = (url: string) => /^[^?#]*\.pdf(?:[?#]|$)/i.test(url)
