import browser, { type Menus, type Tabs } from 'webextension-polyfill'
import { openPanel } from '../lib/panel.ts'
import { closeDisk, memory, session } from '../lib/shelf.ts'
import { dropTask, leaveTask, type Wish } from '../task/task.ts'
import { stopRunning } from './stop.ts'

// Wakes for a click, a menu or a key, opens the panel in the same turn and leaves it a task. It remembers nothing
// itself: a browser may end it at any moment.

const menus = { page: ['page'], selection: ['selection'], explain: ['selection'], link: ['link'] } as const

closeDisk()

browser.runtime.onInstalled.addListener(makeMenus)
// The browser may speak another language than when it ended.
browser.runtime.onStartup.addListener(makeMenus)

browser.windows.onRemoved.addListener(async window => {
  await dropTask(session(), window)
  if (!FIREFOX) return
  const left = await browser.windows.getAll()
  const shelf = memory(true)
  if (!left.some(({ incognito }) => incognito)) await shelf.drop(...(await shelf.names()))
})

browser.action.onClicked.addListener(tab => open(tab, { kind: 'page', act: 'ask' }))

browser.contextMenus.onClicked.addListener((info, tab) => {
  if (tab) open(tab, wishOf(info))
})

browser.commands.onCommand.addListener((command, tab) => {
  if (command === 'stop') return stop()
  if (!tab) return
  if (command === 'selection') open(tab, { kind: 'selection', act: 'ask', text: '' })
  if (command === 'summarize') open(tab, { kind: 'page', act: 'summarize' })
})

/** Firefox has one worker for all windows. */
async function stop() {
  await Promise.all([stopRunning(), FIREFOX && stopRunning(true)])
}

async function makeMenus() {
  await browser.contextMenus.removeAll()
  for (const [id, contexts] of Object.entries(menus))
    browser.contextMenus.create({ id, contexts: [...contexts], title: browser.i18n.getMessage(`menu_${id}`) })
}

function wishOf({ menuItemId, selectionText = '', linkUrl = '', linkText = '' }: Menus.OnClickData): Wish {
  if (menuItemId === 'selection') return { kind: 'selection', act: 'ask', text: selectionText }
  if (menuItemId === 'explain') return { kind: 'selection', act: 'explain', text: selectionText }
  if (menuItemId === 'link') return { kind: 'link', url: linkUrl, text: linkText || selectionText }
  return { kind: 'page', act: 'ask' }
}

function open({ id, windowId, url }: Tabs.Tab, wish: Wish) {
  if (id === undefined || windowId === undefined) return
  // First the panel: whatever is waited for before it, the click no longer counts.
  openPanel(windowId).catch(() => {})
  leaveTask(session(), windowId, { tab: id, open: url !== undefined, wish })
}
