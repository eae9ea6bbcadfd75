import { useEffect, useState } from 'preact/hooks'
import type { Rights, RightsProps } from './Rights.tsx'
import { loadRoomWords } from './words/languages.ts'
import type { RoomWords } from './words/shape.ts'

/** The privacy room, which is fetched when a visitor goes there: whoever only chats does not carry it. */
export function Privacy(props: Omit<RightsProps, 'room'>) {
  const { words } = props
  const [room, setRoom] = useState<{ draw: typeof Rights; words: RoomWords } | 'lost' | null>(null)
  const fetchRoom = () => {
    setRoom(null)
    Promise.all([import('./Rights.tsx'), loadRoomWords(words.language)]).then(
      ([{ Rights }, words]) => setRoom({ draw: Rights, words }),
      () => setRoom('lost'),
    )
  }
  useEffect(fetchRoom, [])
  if (room === null) return <div class="rights" aria-busy="true" />
  if (room !== 'lost') return <room.draw {...props} room={room.words} />
  return (
    <div class="rights">
      <p class="problem" role="alert">
        {words.rights.failed}
      </p>
      <button type="button" class="small" onClick={fetchRoom}>
        {words.tryAgain}
      </button>
    </div>
  )
}
