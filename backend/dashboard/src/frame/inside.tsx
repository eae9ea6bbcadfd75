import type { Account } from '@atavus/contract/account'
import { useMemo } from 'preact/hooks'
import { Planned } from '../billing/planned.tsx'
import { call } from '../lib/call.ts'
import { type Loaded, useLoad } from '../lib/load.ts'
import type { Place } from '../lib/router.ts'
import { Await } from '../pieces/states.tsx'
import { roomAt } from '../rooms.tsx'
import { words } from '../words/words.ts'
import { Foot } from './foot.tsx'
import { PolicyChange } from './policy-change.tsx'
import { Proof } from './proof.tsx'
import { Side } from './side.tsx'
import { Signed } from './signed.ts'

/** The house with its rooms, for those who are signed in. */
export function Inside({ place }: { place: Place }) {
  const { state, again, put } = useLoad(signal => call('account', { signal }), [])
  const account = known(state)
  const signed = useMemo(() => ({ account, again, put }), [account, again, put])
  return (
    <Signed.Provider value={signed}>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <div class="inside">
        <Side place={place} />
        <main id="content" tabIndex={-1}>
          <Await state={state} again={again} page>
            {account => <Within account={account} place={place} />}
          </Await>
        </main>
        <Foot />
      </div>
      <Proof />
    </Signed.Provider>
  )
}

/** The room, with what must be said to whoever comes in; where there is a plan to see, about it, too. */
function Within({ account: { billing, rights, policy }, place }: { account: Account; place: Place }) {
  const room = roomAt(place)
  return (
    <>
      {policy && <PolicyChange policy={policy} />}
      {billing && rights.includes('billing:read') ? <Planned place={place}>{room}</Planned> : room}
    </>
  )
}

/** Who was signed in stays known while that is asked again. */
function known(state: Loaded<Account>): Account | null {
  if (state.phase === 'ready') return state.data
  return (state.phase === 'loading' && state.before) || null
}
