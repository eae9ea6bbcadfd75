import { render } from 'preact'
import { type Credential, createClient } from '../client/client.ts'
import type { Memory } from '../client/memory.ts'
import { openSession, type Told } from '../client/session.ts'
import { Chat } from './Chat.tsx'
import { accentSheet, chatSheet } from './sheets.ts'
import { followViewport } from './viewport.ts'
import type { Words } from './words/shape.ts'

export interface MountOptions {
  /** The shadow root that takes the style sheets. */
  root: ShadowRoot
  /** Where in it the chat is drawn. */
  into: Element
  /** Origin of the backend. */
  server: string
  credential: Credential
  memory: Memory
  words: Words
  /** BCP 47, for the notice. */
  language: string
  dir: 'ltr' | 'rtl'
  /** Origin of the page around. */
  site: string
  /** `#rrggbb`; without it the assistant's own. */
  accent?: string
  /** Left out where the chat cannot be closed. */
  onClose?: (() => void) | undefined
  tell?: (told: Told) => void
  /** The request for the assistant, if it was sent already. */
  early?: Promise<Response>
}

export interface Mounted {
  /** `focus`: the visitor asked for it, so the focus goes in. */
  show(focus: boolean): void
  hide(): void
  /** Who is here, signed by the page's server; null: nobody who is known. */
  identify(identity: string | null): void
  /** Takes the chat down; an answer on its way goes on at the server. */
  unmount(): void
}

/** Draws a chat into a shadow root and begins the session. */
export function mount(options: MountOptions): Mounted {
  const { root, into, language, accent, memory, tell, early } = options
  const session = openSession({ client: createClient(options), language, tell, early })
  const colours = accentSheet(accent ?? '')
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, chatSheet(), colours.sheet]
  const stop = accent
    ? () => {}
    : session.subscribe(chat => 'assistant' in chat && colours.set(chat.assistant.accent))
  const leave = followViewport(into)
  const returning = () => !document.hidden && session.recall()
  document.addEventListener('visibilitychange', returning)

  let opened = 0
  const draw = () => {
    const { words, site, dir, onClose } = options
    render(<Chat {...{ session, words, site, dir, opened, onClose }} />, into)
  }
  draw()
  session.begin()

  return {
    show(focus) {
      memory.open(true)
      if (focus) opened++
      draw()
    },
    hide: () => memory.open(false),
    identify(identity) {
      if (!session.identify(identity)) return
      // Nothing that was drawn for the one before stays, not even where only a screen reader finds it.
      opened = 0
      render(null, into)
      draw()
    },
    unmount() {
      stop()
      leave()
      document.removeEventListener('visibilitychange', returning)
      session.close()
      render(null, into)
    },
  }
}
