import { useEffect, useRef, useState } from 'preact/hooks'
import browser from 'webextension-polyfill'
import type { Page } from '../page/page.ts'
import { type Closed, frontTab, readTab } from '../page/tab.ts'
import { withoutUnseen } from '../page/unseen.ts'
import type { Matter } from '../share/offer.ts'
import type { Task, Wish } from '../task/task.ts'
import type { Ground } from './ground.ts'

/** Something that goes along with the next question, and the tab it is from. */
export interface Attached {
  tab: number
  matter: Matter
  /** It is in a private window. */
  private: boolean
}

/** The most pages that go along with one question. */
const mostPages = 5
/** In milliseconds: a page may be so busy that it lets nobody in. */
const longestRead = 10_000
const wait = (ms: number) => new Promise<null>(resolve => setTimeout(() => resolve(null), ms))

export type Trouble = Closed | 'reading' | 'empty' | 'noSelection'

export type Attaching = ReturnType<typeof useAttached>

/** Reads pages when the user asks for it, and lets go of one when its tab goes elsewhere or is closed. */
export function useAttached({ window }: Ground) {
  const [attached, setAttached] = useState<Attached[]>([])
  /** Read before, and put aside for another page: they can go along as well. */
  const [others, setOthers] = useState<Attached[]>([])
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  /** While a page is being read. */
  const reading = useRef<Promise<Attached | null> | null>(null)

  useEffect(() => {
    const moved = (
      tab: number,
      { url, status }: { url?: string | undefined; status?: string | undefined },
    ) => {
      if (!url && status !== 'loading') return
      setAttached(before => before.filter(one => one.tab !== tab))
      setOthers(before => before.filter(one => one.tab !== tab))
    }
    const closed = (tab: number) => moved(tab, { status: 'loading' })
    const turned = ({ windowId }: { windowId: number }) => {
      if (windowId === window) setTrouble(null)
    }
    browser.tabs.onUpdated.addListener(moved)
    browser.tabs.onRemoved.addListener(closed)
    browser.tabs.onActivated.addListener(turned)
    return () => {
      browser.tabs.onUpdated.removeListener(moved)
      browser.tabs.onRemoved.removeListener(closed)
      browser.tabs.onActivated.removeListener(turned)
    }
  }, [])

  function attach(wish: Wish, task?: Task): Promise<Attached | null> {
    const run = read(wish, task)
    reading.current = run
    run.finally(() => {
      if (reading.current === run) reading.current = null
    })
    return run
  }
  /** What goes along, once what is being read has been read, or takes too long. */
  async function settled(): Promise<Attached[]> {
    const found = await Promise.race([reading.current, wait(longestRead)])
    return found ? [found] : attached
  }
  async function read(wish: Wish, task?: Task): Promise<Attached | null> {
    setTrouble('reading')
    const tab = task ? await browser.tabs.get(task.tab).catch(() => null) : await frontTab(window)
    const seen = tab ? await readTab(tab) : 'forbidden'
    // Where a press has changed nothing, another one would not either.
    const page = seen === 'no-grant' && task?.open === false ? 'forbidden' : seen
    const matter = typeof page === 'string' ? page : matterOf(wish, page)
    if (typeof matter === 'string' || tab?.id === undefined) {
      setTrouble(typeof matter === 'string' ? matter : 'forbidden')
      return null
    }
    const found = { tab: tab.id, matter, private: tab.incognito }
    setOthers([...others, ...attached].filter(one => one.tab !== found.tab).slice(1 - mostPages))
    setAttached([found])
    setTrouble(null)
    return found
  }
  function remove(tab: number) {
    setAttached(attached.filter(one => one.tab !== tab))
    setOthers(others.filter(one => one.tab !== tab))
  }
  /** Has a page go along that was read before. */
  function add(other: Attached) {
    setAttached([...attached, other])
    setOthers(others.filter(one => one !== other))
  }
  return { attached, others, trouble, attach, settled, remove, add }
}

/** What something that is attached is called. */
export function titleOf({ matter }: Attached): string {
  if (matter.kind === 'link') return matter.text || matter.url
  return matter.page.title || matter.page.url
}

function matterOf(wish: Wish, page: Page): Matter | Trouble {
  const address = wish.kind === 'link' ? wish.url : page.url
  if (!/^https?:/i.test(address)) return 'forbidden'
  if (wish.kind === 'link')
    return { kind: 'link', page, url: wish.url, text: withoutUnseen(wish.text).slice(0, 200) }
  if (wish.kind === 'selection') {
    const text = page.selection === null ? '' : page.selection || withoutUnseen(wish.text)
    return text ? { kind: 'selection', page, text } : 'noSelection'
  }
  if (page.blocks.length === 0) return 'empty'
  return { kind: 'page', page, whole: wish.act === 'summarize' }
}
