import type { OpenChat } from '@atavus/widget/client/state.ts'
import { useEffect, useMemo, useState } from 'preact/hooks'
import browser from 'webextension-polyfill'
import type { OwnAssistant } from '../own/checked.ts'
import type { Own } from '../own/own.ts'
import { createKept, type Kept } from '../talk/kept.ts'
import { openTalk, type Talk } from '../talk/talk.ts'
import type { Ground } from './ground.ts'

type Refresh = () => Promise<OwnAssistant[]>

/** What is kept of the talks with an assistant, for the panel of this window. */
export function keptHere({ house, window }: Ground, device: string, assistant: string): Kept {
  const open = async () => (await browser.windows.getAll()).map(({ id = 0 }) => id)
  return createKept(house.disk, house.memory, device, assistant, { own: window, open })
}

/** The talk with the assistant that is picked. Another one's is closed; its answer goes on at the server. */
export function useTalk(
  ground: Ground,
  device: string,
  own: Own,
  assistant: OwnAssistant | undefined,
  refresh: Refresh,
): Talk | null {
  const { house, paint } = ground
  const id = assistant?.id
  const talk = useMemo(() => {
    if (!assistant) return null
    const kept = keptHere(ground, device, assistant.id)
    const again = async () => (await refresh()).find(one => one.id === assistant.id) ?? null
    return openTalk({ own, assistant, refresh: again, device, memory: house.memory, kept })
  }, [id])
  useEffect(() => {
    talk?.begin()
    return talk?.close
  }, [talk])
  useEffect(() => {
    if (!assistant) return
    paint(assistant.accent)
    talk?.renew(assistant)
  }, [assistant])
  return talk
}

/** The state of a talk, drawn at most once a frame however fast the words come. */
export function useChat(talk: Talk): OpenChat {
  const [chat, setChat] = useState(talk.chat)
  useEffect(() => {
    let frame = 0
    const update = () => {
      cancelAnimationFrame(frame)
      frame = 0
      setChat(talk.chat())
    }
    const unsubscribe = talk.subscribe((now, before) => {
      const typing = now.draft !== before.draft
      if (typing || now.phase !== before.phase) update()
      else if (!frame) frame = requestAnimationFrame(update)
    })
    update()
    return () => {
      unsubscribe()
      cancelAnimationFrame(frame)
    }
  }, [talk])
  return chat
}
