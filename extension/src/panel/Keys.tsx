import { useEffect, useState } from 'preact/hooks'
import browser, { type Commands } from 'webextension-polyfill'
import type { Words } from '../words/shape.ts'

/** The keys as this browser has given them: its user may have changed them, or another extension had one before. */
export function Keys({ words: { settings, store } }: { words: Words }) {
  const [keys, setKeys] = useState<Commands.Command[]>([])
  useEffect(() => void browser.commands.getAll().then(setKeys), [])
  const named: Record<string, string> = { ...store, _execute_action: store.open }
  return (
    <section>
      <h3>{settings.keys}</h3>
      <ul>
        {keys.map(({ name = '', shortcut }) => (
          <li key={name} class="entry">
            <span class="of">
              <span class="name">{named[name]}</span>
              <span class="part" dir={shortcut ? 'ltr' : undefined}>
                {shortcut || settings.noKey}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <button type="button" class="small" onClick={change}>
        {settings.changeKeys}
      </button>
    </section>
  )
}

/** Only a browser's own page changes them. Edge has it by the same name. */
function change() {
  if (FIREFOX) browser.commands.openShortcutSettings()
  else browser.tabs.create({ url: 'chrome://extensions/shortcuts' })
}
