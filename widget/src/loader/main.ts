import type { start } from '../chat/start.ts'
import type { Words } from '../chat/words/shape.ts'
import type { Told } from '../client/session.ts'
import css from './button.css?inline'
import { makeButton, textOn } from './button.ts'
import { makeHost } from './host.ts'
import { forget, fromDocument, onNavigation, ownScript, stoodOpen, withBody } from './page.ts'
import { isHidden, readSettings, type Settings } from './settings.ts'
import { nameIn } from './words.ts'

/** The chunk's file name; the build puts it here. */
declare const CHAT_FILE: string

type Event = Told | { event: 'open' } | { event: 'close' }
type Handler = (detail: Event) => void
type Chat = ReturnType<typeof start>

function run(settings: Settings) {
  const { accent, chunk, hideOn, key, language, server, words } = settings
  const colours = accent && `:host{--accent:${accent};--on-accent:${textOn(accent)}}`
  const { root, layer } = makeHost(css + colours, settings.label || nameIn(settings.speaks))
  const panel = document.createElement('div')
  const { button, be } = makeButton(settings, () => open(true))
  const handlers = new Set<[string, Handler]>()
  let wanted = false
  let tries = 0
  let chat: Promise<Chat> | null = null
  let there: Chat | null = null
  /** Undefined: the page has not said who is here. */
  let identity: string | null | undefined = settings.identity

  const tell: Handler = detail => {
    for (const [event, handler] of handlers) if (event === detail.event) setTimeout(handler, 0, detail)
  }

  async function load() {
    // As the chat itself would ask, sent while its code is on the way.
    const early = fetch(`${server}/v1/chat/assistant?key=${encodeURIComponent(key)}&lang=${language}`, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    })
    early.catch(() => {})
    // A browser remembers a failed import under its address.
    const again = tries++ ? `?${tries}` : ''
    const [code, spoken]: [{ start: typeof start }, { words: Words }] = await Promise.all([
      import(/* @vite-ignore */ chunk + again),
      import(/* @vite-ignore */ words + again),
    ])
    there = code.start({ root, into: panel, settings, ...spoken, early, onClose: () => close(true), tell })
    if (identity !== undefined) there.identify(identity)
    return there
  }

  async function open(focus: boolean) {
    if (wanted) return
    wanted = true
    be('loading')
    try {
      chat ??= load()
      const { show } = await chat
      if (!wanted) return
      be('open')
      panel.hidden = false
      show(focus)
      tell({ event: 'open' })
    } catch {
      chat = null
      wanted = false
      be('failed')
      tell({ event: 'error', code: 'unreachable' })
    }
  }

  function close(focus: boolean) {
    if (!wanted) return
    wanted = false
    panel.hidden = true
    be('closed')
    if (focus) button.focus()
    chat?.then(({ hide }) => hide())
    tell({ event: 'close' })
  }

  function showWhereAllowed() {
    layer.hidden = isHidden(hideOn, location.pathname)
  }

  panel.className = `panel ${settings.side}`
  panel.hidden = true
  be('closed')
  layer.append(button, panel)
  if (hideOn.length > 0) {
    showWhereAllowed()
    onNavigation(showWhereAllowed)
  }
  if (stoodOpen(key)) open(false)

  return Object.freeze({
    open: () => void open(true),
    close: () => close(false),
    /** Who is here: a JWT of the page's own server, kept until the chat is opened; null: nobody any more. */
    identify(who: string | null) {
      identity = typeof who === 'string' ? who : null
      if (there) there.identify(identity)
      else if (identity === null) forget(key)
    },
    /** Calls the handler with `{event, …}`, never with anyone's words; gives the way to end that. */
    on(event: Event['event'], handler: Handler) {
      const entry: [string, Handler] = [event, handler]
      handlers.add(entry)
      return () => void handlers.delete(entry)
    },
  })
}

// Only while the script itself runs does the browser tell which element it came from.
const script = ownScript()
withBody(() => {
  const page = window as { atavus?: { on?: unknown } }
  // Included twice, or once more by a page that swaps its body: the first one stays.
  if (!script || typeof page.atavus?.on === 'function') return
  const languages = [fromDocument<HTMLElement>('documentElement')?.lang ?? '', navigator.language]
  const settings = readSettings(script.src, script.dataset, CHAT_FILE, languages)
  if (settings) page.atavus = run(settings)
})
