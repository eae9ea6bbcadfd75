import { accentSheet, chatSheet } from '@atavus/widget/chat/sheets.ts'
import { render } from 'preact'
import browser from 'webextension-polyfill'
import { createHouse } from '../house/house.ts'
import { loadWords } from '../words/words.ts'
import { App } from './App.tsx'
import type { Ground } from './ground.ts'
import own from './styles/panel.css?inline'

const [{ words, chat }, { id: window = 0 }] = await Promise.all([
  loadWords(browser.i18n.getUILanguage()),
  browser.windows.getCurrent(),
])
const colours = accentSheet('')
const ground: Ground = {
  house: createHouse(),
  words,
  chat,
  window,
  paint: colours.set,
}

const host = document.createElement('atavus-panel')
const root = host.attachShadow({ mode: 'open' })
const sheet = new CSSStyleSheet()
sheet.replaceSync(own)
root.adoptedStyleSheets = [chatSheet(), colours.sheet, sheet]
document.documentElement.lang = words.language
document.documentElement.dir = words.direction
document.body.append(host)
// What an administrator changes holds at once.
browser.storage.onChanged.addListener((_, area) => {
  if (area === 'managed') location.reload()
})
render(<App ground={ground} />, root)
