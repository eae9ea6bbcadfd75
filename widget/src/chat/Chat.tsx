import type { TargetedKeyboardEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Session } from '../client/session.ts'
import { isOpen, type Chat as State } from '../client/state.ts'
import { focusInside, useKeptFocus } from './focus.ts'
import { Header } from './Header.tsx'
import { OpenedChat } from './OpenedChat.tsx'
import { Privacy } from './Privacy.tsx'
import { Unopened } from './Unopened.tsx'
import type { Words } from './words/shape.ts'

export interface ChatProps {
  session: Session
  words: Words
  /** Origin of the page around, whose links stay in the tab. */
  site: string
  dir: 'ltr' | 'rtl'
  /** Counts how often the visitor opened the chat: then the focus goes in. 0 leaves it where it is. */
  opened: number
  /** Left out where the chat is part of a page and cannot be closed. */
  onClose: (() => void) | undefined
}

/** The whole chat, as it stands in a panel or in a page. */
export function Chat({ session, words, site, dir, opened, onClose }: ChatProps) {
  const chat = useChat(session)
  const [room, setRoom] = useState<'chat' | 'rights'>('chat')
  const self = useRef<HTMLElement>(null)
  const focus = useKeptFocus(self)
  const open = isOpen(chat) ? chat : null

  useEffect(() => {
    if (opened > 0) focusInside(self.current)
  }, [opened, chat.phase === 'opening'])

  function leave(event: TargetedKeyboardEvent<HTMLElement>) {
    if (event.key !== 'Escape' || event.isComposing) return
    if (room === 'rights') setRoom('chat')
    else onClose?.()
  }
  const name = open?.assistant.name ?? words.chat
  return (
    <section
      class="chat"
      role="dialog"
      aria-label={name}
      lang={words.language}
      dir={dir}
      tabIndex={-1}
      ref={self}
      {...focus}
      onKeyDown={leave}
    >
      <Header
        words={words}
        name={name}
        room={room}
        open={open}
        onRoom={setRoom}
        onFresh={session.fresh}
        onClose={onClose}
      />
      {open?.assistant.preview && <p class="preview">{words.preview}</p>}
      {!open && (
        <Unopened chat={chat} words={words} page={session.page('/your-data')} onTry={session.begin} />
      )}
      {open && room === 'chat' && <OpenedChat chat={open} session={session} words={words} site={site} />}
      {open && room === 'rights' && (
        <Privacy chat={open} session={session} words={words} site={site} onLeave={() => setRoom('chat')} />
      )}
    </section>
  )
}

/** The session's state, drawn at most once a frame however fast the words come. */
function useChat(session: Session): State {
  const [chat, setChat] = useState(session.chat)
  useEffect(() => {
    let frame = 0
    const update = () => {
      cancelAnimationFrame(frame)
      frame = 0
      setChat(session.chat())
    }
    const unsubscribe = session.subscribe((now, before) => {
      const typing = isOpen(now) && isOpen(before) && now.draft !== before.draft
      if (typing || now.phase !== before.phase) update()
      else if (!frame) frame = requestAnimationFrame(update)
    })
    update()
    return () => {
      unsubscribe()
      cancelAnimationFrame(frame)
    }
  }, [session])
  return chat
}
