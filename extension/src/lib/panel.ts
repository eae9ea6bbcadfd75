import browser from 'webextension-polyfill'

/** Opens the panel. To be called in the very turn of a user's click, menu or key: later a browser refuses. */
export function openPanel(window: number): Promise<void> {
  return FIREFOX ? browser.sidebarAction.open() : chrome.sidePanel.open({ windowId: window })
}
