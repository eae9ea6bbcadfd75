import type { Message } from '@atavus/contract/chat'
import { render } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Credential } from '../client/client.ts'
import { forgetfulMemory } from '../client/memory.ts'
import { Messages } from './Messages.tsx'
import { mount } from './mount.tsx'
import { accentSheet, messageSheet } from './sheets.ts'
import { loadWords } from './words/languages.ts'
import type { Words } from './words/shape.ts'
import { directionOf } from './words/words.ts'

interface ChatProps {
  server: string
  credential: Credential
  language: string
  /** `#rrggbb`; without it the assistant's own. */
  accent?: string
}

/**
 * A chat as part of a page, in a shadow root of its own: fills the box that its host element is given, keeps
 * nothing in the browser, and cannot be closed.
 */
export function EmbeddedChat({ server, credential, language, accent }: ChatProps) {
  const host = useRef<HTMLDivElement>(null)
  const who = JSON.stringify(credential)
  useEffect(() => {
    const [root, into] = shadowOf(host.current!)
    return whenSpoken(language, words => {
      const memory = forgetfulMemory()
      const dir = directionOf(language)
      const site = location.origin
      const look = accent && { accent }
      return mount({ root, into, server, credential, memory, words, language, dir, site, ...look }).unmount
    })
  }, [server, who, language, accent])
  return <div class="atavus-chat" ref={host} />
}

interface ConversationProps {
  messages: Message[]
  language: string
  /** Origin of the site where it took place: links to it are shown without their host. */
  site: string
  accent?: string
}

/** A conversation as its visitor saw it, only to read, in a shadow root of its own. */
export function EmbeddedConversation({ messages, language, site, accent = '' }: ConversationProps) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const [root, into] = shadowOf(host.current!)
    root.adoptedStyleSheets = [messageSheet(), accentSheet(accent).sheet]
    into.className = 'reading-only'
    return whenSpoken(language, words => {
      into.setAttribute('lang', words.language)
      into.setAttribute('dir', directionOf(language))
      render(<Messages messages={messages} site={site} words={words} />, into)
      return () => render(null, into)
    })
  }, [messages, language, site, accent])
  return <div class="atavus-conversation" ref={host} />
}

function shadowOf(host: HTMLElement): [ShadowRoot, HTMLElement] {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = []
  const into = document.createElement('div')
  into.className = 'embedded'
  root.replaceChildren(into)
  return [root, into]
}

/** Draws once the words are there; gives the way to end it, before or after. */
function whenSpoken(language: string, draw: (words: Words) => () => void): () => void {
  let end: (() => void) | 'ended' | undefined
  loadWords(language).then(words => {
    if (end !== 'ended') end = draw(words)
  })
  return () => {
    if (typeof end === 'function') end()
    end = 'ended'
  }
}
