import { type Happening, isOpen, next, type OpenChat } from '@atavus/widget/client/state.ts'
import type { OwnAssistant } from '../own/checked.ts'
import { shownAs } from './opened.ts'

type Listener = (now: OpenChat, before: OpenChat) => void
export type State = ReturnType<typeof createState>

/** The state of the conversation that is shown; whoever listens is told of every change. */
export function createState(first: OpenChat) {
  let chat = first
  const listeners = new Set<Listener>()

  function become(after: OpenChat) {
    const before = chat
    if (after === before) return
    chat = after
    for (const listener of listeners) listener(chat, before)
  }
  return {
    chat: (): OpenChat => chat,
    renew(found: OwnAssistant) {
      if (chat.phase === 'ready')
        become({ ...chat, assistant: shownAs(found), consented: found.consent.standing })
    },
    happen(happening: Happening) {
      const after = next(chat, happening)
      if (isOpen(after)) become(after)
    },
    subscribe(listener: Listener): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
