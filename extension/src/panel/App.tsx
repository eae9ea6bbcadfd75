import { Thinking } from '@atavus/widget/chat/Answer.tsx'
import { useEffect, useState } from 'preact/hooks'
import type { Held } from '../client/accounts.ts'
import { First } from './First.tsx'
import type { Ground } from './ground.ts'
import { Rooms } from './Rooms.tsx'
import { SignIn } from './SignIn.tsx'

type Place =
  | { at: 'opening' }
  | { at: 'first' }
  /** `out`: somebody was signed in here before. */
  | { at: 'sign-in'; out: boolean }
  | { at: 'in'; held: Held }

/** The whole panel: first what is collected, then signing in, then the assistants. */
export function App({ ground }: { ground: Ground }) {
  const { words } = ground
  const [place, setPlace] = useState<Place>({ at: 'opening' })
  useEffect(() => void placeOf(ground, false).then(setPlace), [ground])
  const again = (out = false) => placeOf(ground, out).then(setPlace)
  return (
    <main class="chat" lang={words.language} dir={words.direction}>
      <h1 class="hidden">{words.store.name}</h1>
      {place.at === 'opening' && (
        <div class="unopened">
          <Thinking label={words.room.opening} />
        </div>
      )}
      {place.at === 'first' && <First ground={ground} onDone={again} />}
      {place.at === 'sign-in' && <SignIn ground={ground} out={place.out} onDone={again} />}
      {place.at === 'in' && (
        <Rooms
          key={place.held.device}
          ground={ground}
          held={place.held}
          onChange={again}
          onAdd={() => setPlace({ at: 'sign-in', out: false })}
        />
      )}
    </main>
  )
}

async function placeOf({ house }: Ground, out: boolean): Promise<Place> {
  if (!(await house.choices.agreed())) return { at: 'first' }
  if (await house.signIn.pending()) return { at: 'sign-in', out: false }
  // Whoever was signed out is told so, also where another account could take the place.
  if (out) return { at: 'sign-in', out }
  const { server, fixed } = await house.choices.server()
  const held = await house.accounts.current(fixed ? server : null)
  return held ? { at: 'in', held } : { at: 'sign-in', out: false }
}
