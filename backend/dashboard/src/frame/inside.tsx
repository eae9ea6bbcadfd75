import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import type { Place } from '../lib/router.ts'
import { Await } from '../pieces/states.tsx'
import { roomAt } from '../rooms.tsx'
import { words } from '../words/words.ts'
import { Foot } from './foot.tsx'
import { Side } from './side.tsx'
import { Signed } from './signed.ts'

/** The house with its rooms, for those who are signed in. */
export function Inside({ place }: { place: Place }) {
  const { state, again } = useLoad(signal => call('account', { signal }), [])
  return (
    <Signed.Provider value={state.phase === 'ready' ? state.data : null}>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <div class="inside">
        <Side place={place} />
        <main id="content" tabIndex={-1}>
          <Await state={state} again={again} page>
            {() => roomAt(place)}
          </Await>
        </main>
        <Foot />
      </div>
    </Signed.Provider>
  )
}
