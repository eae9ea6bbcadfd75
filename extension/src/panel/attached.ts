import { useEffect, useState } from 'preact/hooks'
import browser from 'webextension-polyfill'
import type { Page } from '../page/page.ts'
import { type Closed, frontTab, readTab } from '../page/tab.ts'
import type { Matter } from '../share/offer.ts'
import type { Wish } from '../task/task.ts'
import type { Ground } from './ground.ts'

/** What goes along with the next question, and the tab it is from. */
export interface Attached {
  tab: number
  matter: Matter
  /** It is in a private window. */
  private: boolean
}

export type Trouble = Closed | 'reading' | 'empty' | 'noSelection'

/** Reads pages when the user asks for it, and lets go of one when its tab goes elsewhere. */
export function useAttached({ window }: Ground) {
  const [attached, setAttached] = useState<Attached | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  useEffect(() => {
    const moved = (
      tab: number,
      { url, status }: { url?: string | undefined; status?: string | undefined },
    ) => {
      if (url || status === 'loading') setAttached(before => (before?.tab === tab ? null : before))
    }
    const turned = ({ windowId }: { windowId: number }) => {
      if (windowId === window) setTrouble(null)
    }
    browser.tabs.onUpdated.addListener(moved)
    browser.tabs.onActivated.addListener(turned)
    return () => {
      browser.tabs.onUpdated.removeListener(moved)
      browser.tabs.onActivated.removeListener(turned)
    }
  }, [])

  async function attach(wish: Wish, from?: number): Promise<Attached | null> {
    setTrouble('reading')
    const tab = from === undefined ? await frontTab(window) : await browser.tabs.get(from).catch(() => null)
    const page = tab ? await readTab(tab) : 'forbidden'
    const matter = typeof page === 'string' ? page : matterOf(wish, page)
    const found =
      typeof matter === 'string' || tab?.id === undefined
        ? null
        : { tab: tab.id, matter, private: tab.incognito }
    setTrouble(typeof matter === 'string' ? matter : null)
    setAttached(found)
    return found
  }
  return { attached, trouble, attach, remove: () => setAttached(null) }
}

function matterOf(wish: Wish, page: Page): Matter | Trouble {
  const address = wish.kind === 'link' ? wish.url : page.url
  if (!/^https?:/i.test(address)) return 'forbidden'
  if (wish.kind === 'link') return { kind: 'link', page, url: wish.url, text: wish.text.slice(0, 200) }
  if (wish.kind === 'selection') {
    const text = page.selection || wish.text
    return text ? { kind: 'selection', page, text } : 'noSelection'
  }
  if (page.blocks.length === 0) return 'empty'
  return { kind: 'page', page, whole: wish.act === 'summarize' }
}
