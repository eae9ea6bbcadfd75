import { useEffect, useState } from 'preact/hooks'
import type { Rights, RightsProps } from './Rights.tsx'

/** The privacy room, which is fetched when a visitor goes there: whoever only chats does not carry it. */
export function Privacy(props: RightsProps) {
  const { words } = props
  const [room, setRoom] = useState<{ draw: typeof Rights } | 'lost' | null>(null)
  const fetchRoom = () => {
    setRoom(null)
    import('./Rights.tsx').then(
      ({ Rights }) => setRoom({ draw: Rights }),
      () => setRoom('lost'),
    )
  }
  useEffect(fetchRoom, [])
  if (room === null) return <div class="rights" aria-busy="true" />
  if (room !== 'lost') return <room.draw {...props} />
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
