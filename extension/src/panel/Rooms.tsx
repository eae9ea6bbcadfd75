import { Thinking } from '@atavus/widget/chat/Answer.tsx'
import { IconButton } from '@atavus/widget/chat/Icon.tsx'
import { Problem } from '@atavus/widget/client/problem.ts'
import { useEffect, useState } from 'preact/hooks'
import type { Held } from '../client/accounts.ts'
import type { Whole } from '../own/checked.ts'
import { useAttached } from './attached.ts'
import type { Ground } from './ground.ts'
import { Later } from './Later.tsx'
import { Picker } from './Picker.tsx'
import { SharedWith } from './SharedWith.tsx'
import { TalkRoom } from './TalkRoom.tsx'
import { useTask } from './task.ts'
import { useAssistants } from './use-assistants.ts'
import { useTalk } from './use-talk.ts'

interface Props {
  ground: Ground
  held: Held
  /** Another account, or none: `out` when the server ended this one. */
  onChange(out?: boolean): void
  onAdd(): void
}

/** What an account has here: the assistants, the conversation with one of them, history and settings. */
export function Rooms({ ground, held, onChange, onAdd }: Props) {
  const { house, words } = ground
  const { device } = held
  const [room, setRoom] = useState<'talk' | 'history' | 'settings'>('talk')
  const { task, done } = useTask(ground)
  const attaching = useAttached(ground)
  const { own, assistants, assistant, offline, fetchNow, pick } = useAssistants(ground, held)
  const talk = useTalk(ground, device, own, assistant, fetchNow)
  useEffect(() => house.accounts.onEnded(ended => ended === device && onChange(true)), [])
  useEffect(() => {
    if (task) setRoom('talk')
  }, [task])

  async function openConversation(conversation: string, of: string, found: Whole) {
    // It is read on with its assistant alone.
    if (!assistants?.some(({ id }) => id === of)) throw new Problem('key_invalid')
    if (assistant?.id === of) talk?.open(conversation, found)
    else {
      await house.memory.put(`shown:${device}:${of}:${ground.window}`, conversation)
      await pick(of)
    }
    setRoom('talk')
  }

  /** The one that is shown is put aside; any other leaves it, and its answer, as they are. */
  function gone(conversation: string | 'all') {
    if (conversation === 'all' || conversation === talk?.chat().conversation) talk?.fresh()
  }

  return (
    <>
      <header>
        {room === 'talk' ? (
          <>
            <Picker words={words} assistants={assistants ?? []} picked={assistant?.id ?? ''} onPick={pick} />
            {talk && <IconButton icon="fresh" label={ground.chat.fresh} onClick={talk.fresh} />}
            <IconButton icon="words" label={words.room.history} onClick={() => setRoom('history')} />
            <IconButton icon="privacy" label={words.room.settings} onClick={() => setRoom('settings')} />
          </>
        ) : (
          <>
            <IconButton class="mirrored" icon="back" label={words.back} onClick={() => setRoom('talk')} />
            <div class="who">
              <h2>{words.room[room]}</h2>
            </div>
          </>
        )}
      </header>
      {offline && (
        <p class="preview" role="status">
          {words.room.offline}
        </p>
      )}
      {room === 'talk' && !talk && (
        <div class="unopened">
          {assistants === null && <Thinking label={words.room.opening} />}
          {assistants !== null && !offline && <p>{words.room.none}</p>}
          {assistants !== null && !offline && <p>{words.room.noneHint}</p>}
        </div>
      )}
      {room === 'talk' && talk && <SharedWith {...{ words, own, talk }} />}
      {room === 'talk' && talk && (
        <TalkRoom key={assistant?.id} {...{ ground, held, talk, attaching, task }} onTask={done} />
      )}
      {room === 'history' && (
        <Later
          load={async () => (await import('./History.tsx')).History}
          give={{ ground, own, device, onOpen: openConversation, onGone: gone }}
        />
      )}
      {room === 'settings' && (
        <Later
          load={async () => (await import('./Settings.tsx')).Settings}
          give={{ ground, own, held, talk, onChange, onAdd }}
        />
      )}
    </>
  )
}
