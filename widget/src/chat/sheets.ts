import { paletteOf } from './palette.ts'
import base from './styles/base.css?inline'
import composer from './styles/composer.css?inline'
import markdown from './styles/markdown.css?inline'
import messages from './styles/messages.css?inline'
import panel from './styles/panel.css?inline'
import rights from './styles/rights.css?inline'

// Sheets made by script: they need no `style-src` from the page around.

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return sheet
}

/** Everything that the chat is drawn with. */
export function chatSheet(): CSSStyleSheet {
  return sheetOf(base + panel + messages + markdown + composer + rights)
}

/** What a conversation that is only read is drawn with. */
export function messageSheet(): CSSStyleSheet {
  return sheetOf(base + messages + markdown)
}

/** A sheet with the colours of an accent (`#rrggbb`; '' for our own), and the way to change it. */
export function accentSheet(accent: string) {
  const sheet = new CSSStyleSheet()
  const set = (to: string) => {
    const { accent, onAccent, onLight, onDark } = paletteOf(to)
    sheet.replaceSync(
      `:host{--accent:${accent};--on-accent:${onAccent};--accent-light:${onLight};--accent-dark:${onDark}}`,
    )
  }
  set(accent)
  return { sheet, set }
}
